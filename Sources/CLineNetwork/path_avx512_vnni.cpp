// x86-64 with AVX-512 and its byte products (Intel since Ice Lake, AMD since Zen 4).
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "network.h"

using namespace line_network;

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"))), apply_to = function)

namespace {

#include "forward.h"

struct Avx512Vector {
    static constexpr int lanes = 16;
    static constexpr int inputs = 4;
    static constexpr int rows = 6;

    using Integers = __m512i;
    using Reals = __m512;
    using Weights = __m512i;
    using Unit = __m512i;

    static Integers integers(const int32_t *from) { return _mm512_load_si512(from); }
    static Weights weights(const int8_t *from) { return _mm512_load_si512(from); }
    static Unit unit(const uint8_t *from) {
        int32_t four;
        memcpy(&four, from, sizeof four);
        return _mm512_set1_epi32(four);
    }
    static Integers dot(Integers sum, Unit unit, Weights weights) {
        return _mm512_dpbusd_epi32(sum, unit, weights);
    }
    static Integers largest(Integers a, Integers b) { return _mm512_max_epi32(a, b); }

    static Reals all(float value) { return _mm512_set1_ps(value); }
    static Reals load(const float *from) { return _mm512_loadu_ps(from); }
    static void store(float *to, Reals a) { _mm512_storeu_ps(to, a); }
    static Reals reals(Integers a) { return _mm512_cvtepi32_ps(a); }
    static Reals add(Reals a, Reals b) { return _mm512_add_ps(a, b); }
    static Reals subtract(Reals a, Reals b) { return _mm512_sub_ps(a, b); }
    static Reals multiply(Reals a, Reals b) { return _mm512_mul_ps(a, b); }
    static Reals smaller(Reals a, Reals b) { return _mm512_min_ps(a, b); }
    static Reals larger(Reals a, Reals b) { return _mm512_max_ps(a, b); }
    static Reals magnitude(Reals a) { return _mm512_abs_ps(a); }
    static Reals where_negative(Reals x, Reals yes, Reals no) {
        return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ), no, yes);
    }
    static Reals nearest(Reals a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Reals scaled(Reals a, Reals power) { return _mm512_scalef_ps(a, power); }

    // A value and the one after it are fetched together, as one of 64 bits: half as many accesses.
    static Reals interpolated(const float *table, Reals x) {
        Reals place = _mm512_min_ps(_mm512_mul_ps(x, all(256)), all(Tables::size - 1));
        __m512i index = _mm512_cvttps_epi32(place);
        __m512 low = _mm512_castpd_ps(_mm512_i32gather_pd(_mm512_castsi512_si256(index), table, 4));
        __m512 high = _mm512_castpd_ps(_mm512_i32gather_pd(_mm512_extracti64x4_epi64(index, 1), table, 4));
        const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        const __m512i odd = _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        Reals from = _mm512_permutex2var_ps(low, even, high);
        Reals to = _mm512_permutex2var_ps(low, odd, high);
        Reals fraction = _mm512_sub_ps(place, _mm512_cvtepi32_ps(index));
        return _mm512_add_ps(from, _mm512_mul_ps(_mm512_sub_ps(to, from), fraction));
    }

    static void store_bytes(uint8_t *to, Reals a) {
        Reals value = _mm512_mul_ps(a, all(127));
        __m512i whole = _mm512_cvttps_epi32(_mm512_add_ps(_mm512_abs_ps(value), all(0.5f)));
        __mmask16 negative = _mm512_cmp_ps_mask(value, _mm512_setzero_ps(), _CMP_LT_OQ);
        whole = _mm512_mask_sub_epi32(whole, negative, _mm512_setzero_si512(), whole);
        _mm_storeu_si128(
            reinterpret_cast<__m128i *>(to), _mm512_cvtepi32_epi8(_mm512_add_epi32(whole, _mm512_set1_epi32(zero))));
    }
};

}  // namespace

const Path line_network::avx512_vnni_path = {
    Avx512Vector::lanes, Avx512Vector::inputs, zero, run_network<Avx512Vector>};

#pragma clang attribute pop
#endif
