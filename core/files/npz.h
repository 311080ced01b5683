// NumPy's .npz: several arrays in one file, a ZIP archive whose members are stored as they are.
// Source: PKWARE's APPNOTE.TXT 6.3 (the archive), numpy.savez's documentation (the members' names).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/conv_matrix.h"

namespace flatscope {

struct NpzArray {
  std::string name;              // ASCII, without ".npy"; each at most once
  std::vector<std::byte> bytes;  // a whole .npy file, from encode_npy
};

// The same arrays give the same bytes: members carry no time. Throws std::length_error with a sentence where a member
// or the whole passes 4 GB, the most a plain ZIP can tell.
std::vector<std::byte> encode_npz(std::span<const NpzArray> arrays);

// A sparse matrix in triples, as scipy.sparse.load_npz reads it: row and col (int64), data (float32), shape (rows,
// columns) and format ("coo"), so that row[k], col[k] holds data[k].
std::vector<std::byte> encode_npz(const CooMatrix& matrix, std::int64_t rows, std::int64_t columns);

}  // namespace flatscope
