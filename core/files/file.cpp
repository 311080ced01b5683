#include "core/files/file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>
#include <system_error>

#include "core/files/plain_text.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace flatscope {
namespace fs = std::filesystem;
namespace {

std::string quoted(const fs::path& path) { return "'" + shown(path) + "'"; }

// What went wrong, in plain words for the cases that a person can do something about.
std::string reason(int error) {
  switch (error) {
    case ENOENT:
      return "its folder does not exist";
    case EACCES:
    case EPERM:
      return "permission is missing";
    case EROFS:
      return "the disk can only be read";
    case ENOSPC:
      return "the disk is full";
    case ENAMETOOLONG:
      return "the name is too long";
    case ENOTDIR:
      return "a part of its path is not a folder";
    case EFBIG:
      return "it is larger than a file may be here";
    case ELOOP:
      return "it is a link that leads back to itself";
    default:
      return std::generic_category().message(error);
  }
}

[[noreturn]] void cannot_write(const fs::path& path, int error) {
  throw FileError("can't write " + quoted(path) + ": " + reason(error));
}

// A C stream that closes itself; close() reports what a late flush found out.
class Stream {
 public:
  Stream(const fs::path& path, const char* mode) {
    errno = 0;
#ifdef _WIN32
    file_ = _wfopen(path.c_str(), std::wstring(mode, mode + std::strlen(mode)).c_str());
#else
    file_ = std::fopen(path.c_str(), mode);
#endif
  }
  explicit Stream(std::FILE* file) : file_(file) {}
  ~Stream() { close(); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  std::FILE* get() const { return file_; }
  bool write(std::span<const std::byte> bytes) {
    errno = 0;
    // The data of an empty span may be null, which fwrite must not be given.
    const std::size_t written = bytes.empty() ? 0 : std::fwrite(bytes.data(), 1, bytes.size(), file_);
    return written == bytes.size() && std::fflush(file_) == 0;
  }
  bool sync() {
    errno = 0;
#ifdef _WIN32
    return _commit(_fileno(file_)) == 0;
#else
    return ::fsync(::fileno(file_)) == 0;
#endif
  }
  bool close() {
    if (file_ == nullptr) return true;
    errno = 0;
    const bool good = std::fclose(file_) == 0;
    file_ = nullptr;
    return good;
  }

 private:
  std::FILE* file_ = nullptr;
};

int error_or(int fallback) { return errno != 0 ? errno : fallback; }

// Removes its file unless it has been released.
struct TemporaryFile {
  fs::path path;
  bool keep = false;
  ~TemporaryFile() {
    std::error_code ignored;
    if (!keep) fs::remove(path, ignored);
  }
};

fs::path temporary_name(const fs::path& target) {
  static std::atomic<std::uint32_t> counter{0};
  std::random_device device;
  // Not made from the target's own name, which may already be as long as a name can be.
  return target.parent_path() / (".flatscope-" + std::to_string(device()) + "-" + std::to_string(counter++) + ".part");
}

// Names of this process's own open streams: what they lead to belongs to whoever opened it.
bool names_open_stream(const fs::path& path) {
  const std::string text = utf8(path.lexically_normal());
  return text == "/dev/stdout" || text == "/dev/stderr" || text.starts_with("/dev/fd/") || text.starts_with("/proc/");
}

// Devices and pipes can't be replaced by renaming: /dev/stdout, /dev/full, a FIFO. Appending leaves alone what the
// shell has put into a redirected stream already.
void write_straight(const fs::path& path, std::span<const std::byte> bytes) {
  Stream stream(path, "ab");
  if (stream.get() == nullptr) cannot_write(path, error_or(EIO));
  const bool written = stream.write(bytes);
  const int error = error_or(EIO);
  if (!written) cannot_write(path, error);
  if (!stream.close()) cannot_write(path, error_or(EIO));
}

// What a link leads to in the end; it need not exist yet. Anything else is itself.
fs::path link_target(const fs::path& given) {
  constexpr int most_links = 40;  // Linux's own limit
  fs::path path = given;
  std::error_code error;
  for (int links = 0; fs::is_symlink(fs::symlink_status(path, error)); ++links) {
    if (links == most_links) cannot_write(given, ELOOP);
    path = path.parent_path() / fs::read_symlink(path, error);  // an absolute one takes the place of the whole
    if (error) cannot_write(given, error.default_error_condition().value());
  }
  return path;
}

#ifdef O_TMPFILE
// Writes a file that has no name yet, which the system takes back however the program ends, and gives it the name
// `path`. False where the file system knows no such files.
bool write_nameless(const fs::path& path, const fs::path& target, std::span<const std::byte> bytes) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor < 0) return false;
  Stream stream(::fdopen(descriptor, "wb"));
  if (stream.get() == nullptr) {
    ::close(descriptor);
    return false;
  }
  if (!stream.write(bytes) || !stream.sync()) cannot_write(target, error_or(EIO));
  const std::string self = "/proc/self/fd/" + std::to_string(descriptor);
  return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
}
#endif

#ifdef _WIN32
// Null, with errno set, where there is one of that name already or none can be made.
std::FILE* new_file(const fs::path& path) {
  int descriptor = -1;
  errno = 0;
  if (_wsopen_s(&descriptor, path.c_str(), _O_CREAT | _O_EXCL | _O_WRONLY | _O_BINARY, _SH_DENYWR,
                _S_IREAD | _S_IWRITE) != 0)
    return nullptr;
  return _fdopen(descriptor, "wb");
}
#endif

// Throws FileError about `target`, for which the temporary file `path` is made, having removed what there was of it.
void write_temporary(TemporaryFile& temporary, const fs::path& target, std::span<const std::byte> bytes) {
#ifdef O_TMPFILE
  if (write_nameless(temporary.path, target, bytes)) return;
#endif
#ifdef _WIN32
  // The C library of Windows knows no "x".
  Stream stream(new_file(temporary.path));
#else
  Stream stream(temporary.path, "wbx");
#endif
  if (stream.get() == nullptr) {
    temporary.keep = true;  // it is not ours
    cannot_write(target, error_or(EIO));
  }
  bool good = stream.write(bytes) && stream.sync();
  int code = error_or(EIO);
  if (good && !stream.close()) {
    good = false;
    code = error_or(EIO);
  }
  if (!good) {
    stream.close();
    cannot_write(target, code);
  }
}

#ifndef _WIN32
// A rename is only safe from a power cut once the folder's own entry is on the disk.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}
#endif

}  // namespace

fs::path path_from_utf8(std::string_view text) {
  return fs::path(std::u8string(reinterpret_cast<const char8_t*>(text.data()), text.size()));
}

std::string utf8(const fs::path& path) {
  const std::u8string text = path.u8string();
  return std::string(reinterpret_cast<const char*>(text.data()), text.size());
}

std::vector<std::byte> read_file(const fs::path& path, std::uintmax_t limit, const FirstLook& first_look) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw FileError("there is no file " + quoted(path));
  }
  if (status.type() == fs::file_type::directory) throw FileError(quoted(path) + " is a folder, not a file");
  Stream stream(path, "rb");
  if (stream.get() == nullptr) {
    const int code = error_or(EIO);
    if (code == EACCES || code == EPERM) throw FileError("no permission to read " + quoted(path));
    throw FileError("can't read " + quoted(path) + ": " + std::generic_category().message(code));
  }
  const auto too_long = [&] {
    throw FileError(quoted(path) + " is longer than " + std::to_string(limit) + " bytes, the most that is read");
  };
  std::vector<std::byte> bytes;
  if (status.type() == fs::file_type::regular) {
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error && size > limit) too_long();
    if (!error) bytes.reserve(static_cast<std::size_t>(size));
  }
  // Read to the end rather than trust the size: pipes have none, and a file may grow meanwhile.
  constexpr std::size_t step = first_look_bytes;
  for (;;) {
    const std::size_t before = bytes.size();
    const std::size_t room = bytes.capacity() - before;
    const std::size_t grown = room > 0 ? room : std::max(step, before / 2);
    bytes.resize(before + (before == 0 && first_look ? std::min(grown, step) : grown));
    const std::size_t wanted = bytes.size() - before;
    errno = 0;
    const std::size_t got = std::fread(bytes.data() + before, 1, wanted, stream.get());
    bytes.resize(before + got);
    if (std::ferror(stream.get()) != 0) {
      throw FileError("can't read " + quoted(path) + ": " + std::generic_category().message(error_or(EIO)));
    }
    if (bytes.size() > limit) too_long();
    if (got < wanted) break;
    if (before == 0 && first_look && got == step) first_look(bytes);
    if (bytes.size() == bytes.capacity()) {
      // Look for the end before growing, so that a file of known size is never held twice.
      const int next = std::fgetc(stream.get());
      if (next == EOF && std::ferror(stream.get()) == 0) break;
      if (next != EOF) std::ungetc(next, stream.get());
    }
  }
  return bytes;
}

void write_file(const fs::path& given, std::span<const std::byte> bytes) {
  if (given.empty()) throw FileError("can't write a file without a name");
  std::error_code error;
  const fs::file_status status = fs::status(given, error);
  if (status.type() == fs::file_type::directory) {
    throw FileError("can't write " + quoted(given) + ": it is a folder; give it a file name");
  }
  const bool regular = status.type() == fs::file_type::regular;
  const bool special = status.type() == fs::file_type::character || status.type() == fs::file_type::block ||
                       status.type() == fs::file_type::fifo || status.type() == fs::file_type::socket;
  if (special || names_open_stream(given)) {
    write_straight(given, bytes);
    return;
  }
  // A link stays a link: what it points at is replaced, or made.
  const fs::path path = link_target(given);
#ifdef _WIN32
  // Its C library tells these from nothing else.
  if (path.filename().native().size() > 255) cannot_write(given, ENAMETOOLONG);
  if (fs::is_regular_file(path.parent_path(), error)) cannot_write(given, ENOTDIR);
#else
  // Renaming would get round a write protection that the user has set.
  if (regular && ::access(path.c_str(), W_OK) != 0) cannot_write(given, error_or(EACCES));
#endif
  if (path.filename().empty()) cannot_write(given, ENOENT);

  TemporaryFile temporary{temporary_name(path)};
  write_temporary(temporary, given, bytes);
  if (regular) fs::permissions(temporary.path, status.permissions(), error);
  fs::rename(temporary.path, path, error);
  if (error) cannot_write(given, error.default_error_condition().value());  // Windows has numbers of its own
  temporary.keep = true;
#ifndef _WIN32
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
#endif
}

void write_file(const fs::path& path, std::string_view text) {
  write_file(path, std::span(reinterpret_cast<const std::byte*>(text.data()), text.size()));
}

}  // namespace flatscope
