// x86-64 with AVX2. Products are taken of 16-bit values: those of bytes would saturate.
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "network.h"

using namespace line_network;

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

namespace {

#include "forward.h"

struct Avx2Vector {
    static constexpr int lanes = 8;
    static constexpr int inputs = 2;
    static constexpr int rows = 3;

    using Integers = __m256i;
    using Reals = __m256;
    using Weights = __m256i;
    using Unit = __m256i;

    static Integers integers(const int32_t *from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
    }
    static Weights weights(const int8_t *from) {
        return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i *>(from)));
    }
    static Unit unit(const uint8_t *from) {
        int16_t two;
        memcpy(&two, from, sizeof two);
        return _mm256_cvtepu8_epi16(_mm_set1_epi16(two));
    }
    static Integers dot(Integers sum, Unit unit, Weights weights) {
        return _mm256_add_epi32(sum, _mm256_madd_epi16(unit, weights));
    }
    static Integers largest(Integers a, Integers b) { return _mm256_max_epi32(a, b); }

    static Reals all(float value) { return _mm256_set1_ps(value); }
    static Reals load(const float *from) { return _mm256_loadu_ps(from); }
    static void store(float *to, Reals a) { _mm256_storeu_ps(to, a); }
    static Reals reals(Integers a) { return _mm256_cvtepi32_ps(a); }
    static Reals add(Reals a, Reals b) { return _mm256_add_ps(a, b); }
    static Reals subtract(Reals a, Reals b) { return _mm256_sub_ps(a, b); }
    static Reals multiply(Reals a, Reals b) { return _mm256_mul_ps(a, b); }
    static Reals smaller(Reals a, Reals b) { return _mm256_min_ps(a, b); }
    static Reals larger(Reals a, Reals b) { return _mm256_max_ps(a, b); }
    static Reals magnitude(Reals a) { return _mm256_andnot_ps(all(-0.0f), a); }
    static Reals where_negative(Reals x, Reals yes, Reals no) { return _mm256_blendv_ps(no, yes, x); }
    static Reals nearest(Reals a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Reals scaled(Reals a, Reals power) {
        __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(power), _mm256_set1_epi32(127));
        return _mm256_mul_ps(a, _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23)));
    }

    // A value and the one after it are fetched together, as one of 64 bits: half as many accesses.
    static Reals interpolated(const float *table, Reals x) {
        Reals place = _mm256_min_ps(_mm256_mul_ps(x, all(256)), all(Tables::size - 1));
        __m256i index = _mm256_cvttps_epi32(place);
        auto pairs = reinterpret_cast<const double *>(table);
        __m256 low = _mm256_castpd_ps(_mm256_i32gather_pd(pairs, _mm256_castsi256_si128(index), 4));
        __m256 high = _mm256_castpd_ps(_mm256_i32gather_pd(pairs, _mm256_extracti128_si256(index, 1), 4));
        // Each half of the results holds every second pair; put in order by moving quarters.
        auto ordered = [](__m256 a) {
            return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(a), _MM_SHUFFLE(3, 1, 2, 0)));
        };
        Reals from = ordered(_mm256_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0)));
        Reals to = ordered(_mm256_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1)));
        Reals fraction = _mm256_sub_ps(place, _mm256_cvtepi32_ps(index));
        return _mm256_add_ps(from, _mm256_mul_ps(_mm256_sub_ps(to, from), fraction));
    }

    static void store_bytes(uint8_t *to, Reals a) {
        Reals value = _mm256_mul_ps(a, all(127));
        __m256i whole = _mm256_cvttps_epi32(_mm256_add_ps(magnitude(value), all(0.5f)));
        whole = _mm256_sign_epi32(whole, _mm256_or_si256(_mm256_castps_si256(value), _mm256_set1_epi32(1)));
        whole = _mm256_add_epi32(whole, _mm256_set1_epi32(zero));
        __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(to), _mm_packus_epi16(words, words));
    }
};

}  // namespace

const Path line_network::avx2_path = {Avx2Vector::lanes, Avx2Vector::inputs, zero, run_network<Avx2Vector>};

#pragma clang attribute pop
#endif
