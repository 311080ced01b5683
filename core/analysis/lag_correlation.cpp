#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <unsupported/Eigen/FFT>

#include "core/analysis/lag_correlation.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

using Spectrum = std::vector<std::complex<double>>;

// The sums of x[i] * x[i + lag] over all i with i + lag < n, for lag = 0 to max_lag.
//
// The vector is cut into blocks. A block's values against themselves and the max_lag values after them are one short
// cross-correlation; all blocks' cross-spectra are added up, so there is a single transform back at the end.
std::vector<double> lag_products(const std::vector<double>& x, std::int64_t max_lag) {
  const std::int64_t n = static_cast<std::int64_t>(x.size());
  // Four times the overlap keeps most of each transform for new values and still fits into the cache.
  std::int64_t length = 256;
  while (length < 4 * (max_lag + 1)) length *= 2;
  while (length / 2 >= n + max_lag && length > 256) length /= 2;
  const std::int64_t block = length - max_lag;
  const std::int64_t blocks = (n + block - 1) / block;
  const std::size_t bins = static_cast<std::size_t>(length / 2 + 1);

  // A fixed number of parts, each summed in order: the result does not depend on the number of threads.
  const std::int64_t parts = std::min<std::int64_t>(blocks, 16);
  std::vector<Spectrum> sums(static_cast<std::size_t>(parts));
  parallel_for(parts, 1, [&](std::int64_t begin, std::int64_t end) {
    Eigen::FFT<double> fft;
    fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
    std::vector<double> near(static_cast<std::size_t>(length)), far(near.size());
    Spectrum near_spectrum, far_spectrum;
    for (std::int64_t part = begin; part < end; ++part) {
      Spectrum& sum = sums[static_cast<std::size_t>(part)];
      sum.assign(bins, 0.0);
      for (std::int64_t b = blocks * part / parts; b < blocks * (part + 1) / parts; ++b) {
        const std::int64_t start = b * block;
        const auto take = [&](std::vector<double>& to, std::int64_t count) {
          count = std::min(count, n - start);
          std::copy_n(x.begin() + start, count, to.begin());
          std::fill(to.begin() + count, to.end(), 0.0);
        };
        take(near, block);
        take(far, block + max_lag);
        fft.fwd(near_spectrum, near);
        fft.fwd(far_spectrum, far);
        for (std::size_t k = 0; k < bins; ++k) {
          // conj(a) * b written out: operator* would also test for infinities.
          const double ar = near_spectrum[k].real(), ai = near_spectrum[k].imag();
          const double br = far_spectrum[k].real(), bi = far_spectrum[k].imag();
          sum[k] += std::complex<double>(ar * br + ai * bi, ar * bi - ai * br);
        }
      }
    }
  });
  for (std::size_t part = 1; part < sums.size(); ++part) {
    for (std::size_t k = 0; k < bins; ++k) sums[0][k] += sums[part][k];
  }
  Eigen::FFT<double> fft;
  fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
  std::vector<double> products;
  fft.inv(products, sums[0], length);
  products.resize(static_cast<std::size_t>(max_lag + 1));
  return products;
}

// One lag by the definition, two passes.
double direct_correlation(const std::vector<double>& x, std::int64_t lag) {
  const std::int64_t count = static_cast<std::int64_t>(x.size()) - lag;
  const double* a = x.data();
  const double* b = x.data() + lag;
  double mean_a = 0.0, mean_b = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    mean_a += a[i];
    mean_b += b[i];
  }
  mean_a /= static_cast<double>(count);
  mean_b /= static_cast<double>(count);
  double product = 0.0, square_a = 0.0, square_b = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double da = a[i] - mean_a, db = b[i] - mean_b;
    product += da * db;
    square_a += da * da;
    square_b += db * db;
  }
  const double deviation = std::sqrt(square_a) * std::sqrt(square_b);
  return deviation > 0.0 ? product / deviation : 0.0;
}

}  // namespace

std::vector<float> lag_correlation(std::span<const float> vector, std::int64_t max_lag) {
  const std::int64_t n = static_cast<std::int64_t>(vector.size());
  if (n == 0 || max_lag < 0) return {};
  max_lag = std::min(max_lag, n - 1);
  std::vector<float> result(static_cast<std::size_t>(max_lag + 1));
  double mean = 0.0;
  for (float value : vector) mean += value;
  mean /= static_cast<double>(n);
  if (!std::isfinite(mean)) {
    std::fill(result.begin(), result.end(), std::numeric_limits<float>::quiet_NaN());
    return result;
  }

  // About the global mean the numbers stay small, and so do the differences taken below.
  std::vector<double> x(vector.size());
  double total = 0.0, energy = 0.0;
  for (std::int64_t i = 0; i < n; ++i) {
    x[static_cast<std::size_t>(i)] = vector[static_cast<std::size_t>(i)] - mean;
    total += x[static_cast<std::size_t>(i)];
    energy += x[static_cast<std::size_t>(i)] * x[static_cast<std::size_t>(i)];
  }
  // The equal values at either end tell exactly when a part is constant, which rounded sums could not.
  std::int64_t head = 1, tail = 1;
  while (head < n && vector[static_cast<std::size_t>(head)] == vector[0]) ++head;
  while (tail < n && vector[static_cast<std::size_t>(n - 1 - tail)] == vector[static_cast<std::size_t>(n - 1)]) ++tail;

  const std::vector<double> products = lag_products(x, max_lag);
  double sum_a = total, sum_b = total, square_a = energy, square_b = energy;
  for (std::int64_t lag = 0; lag <= max_lag; ++lag) {
    const std::int64_t count = n - lag;
    if (lag > 0) {
      const double last = x[static_cast<std::size_t>(count)], first = x[static_cast<std::size_t>(lag - 1)];
      sum_a -= last;
      square_a -= last * last;
      sum_b -= first;
      square_b -= first * first;
    }
    float& correlation = result[static_cast<std::size_t>(lag)];
    if (lag == 0) {
      correlation = 1.0F;
      continue;
    }
    if (count <= head || count <= tail) continue;  // a constant part: 0
    const double m = static_cast<double>(count);
    const double variance_a = square_a - sum_a * sum_a / m;
    const double variance_b = square_b - sum_b * sum_b / m;
    const double deviation = std::sqrt(std::max(0.0, variance_a)) * std::sqrt(std::max(0.0, variance_b));
    // Transforms and sums are good to about 1e-15 of the whole energy. Where little of it is left in the two parts,
    // that would show; such lags are few and are computed by their definition.
    const double exact = deviation > 1e-8 * energy
                             ? (products[static_cast<std::size_t>(lag)] - sum_a * sum_b / m) / deviation
                             : direct_correlation(x, lag);
    correlation = static_cast<float>(std::clamp(exact, -1.0, 1.0));
  }
  return result;
}

}  // namespace flatscope
