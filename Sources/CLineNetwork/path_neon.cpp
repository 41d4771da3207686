// aarch64: NEON, and the byte products of its dot-product extension where the processor has them.
#if defined(__aarch64__)
#include <arm_neon.h>
#include <string.h>

#include "network.h"

using namespace line_network;

namespace {

// What does not depend on how products are summed.
struct NeonReals {
    static constexpr int lanes = 4;
    static constexpr int inputs = 4;
    static constexpr int rows = 4;

    using Integers = int32x4_t;
    using Reals = float32x4_t;
    using Weights = int8x16_t;
    using Unit = int8x16_t;

    static Integers integers(const int32_t *from) { return vld1q_s32(from); }
    static Weights weights(const int8_t *from) { return vld1q_s8(from); }
    static Unit unit(const uint8_t *from) {
        uint32_t four;
        memcpy(&four, from, sizeof four);
        // From a count from 128 to a signed one.
        return vreinterpretq_s8_u32(vdupq_n_u32(four ^ 0x80808080u));
    }
    static Integers largest(Integers a, Integers b) { return vmaxq_s32(a, b); }

    static Reals all(float value) { return vdupq_n_f32(value); }
    static Reals load(const float *from) { return vld1q_f32(from); }
    static void store(float *to, Reals a) { vst1q_f32(to, a); }
    static Reals reals(Integers a) { return vcvtq_f32_s32(a); }
    static Reals add(Reals a, Reals b) { return vaddq_f32(a, b); }
    static Reals subtract(Reals a, Reals b) { return vsubq_f32(a, b); }
    static Reals multiply(Reals a, Reals b) { return vmulq_f32(a, b); }
    static Reals smaller(Reals a, Reals b) { return vminq_f32(a, b); }
    static Reals larger(Reals a, Reals b) { return vmaxq_f32(a, b); }
    static Reals magnitude(Reals a) { return vabsq_f32(a); }
    static Reals where_negative(Reals x, Reals yes, Reals no) { return vbslq_f32(vcltzq_f32(x), yes, no); }
    static Reals nearest(Reals a) { return vrndnq_f32(a); }
    static Reals scaled(Reals a, Reals power) {
        int32x4_t exponent = vaddq_s32(vcvtq_s32_f32(power), vdupq_n_s32(127));
        return vmulq_f32(a, vreinterpretq_f32_s32(vshlq_n_s32(exponent, 23)));
    }
    static Reals interpolated(const float *table, Reals x) {
        Reals place = vminq_f32(vmulq_n_f32(x, 256), all(Tables::size - 1));
        int32x4_t index = vcvtq_s32_f32(place);
        float32x2_t first = vld1_f32(table + vgetq_lane_s32(index, 0));
        float32x2_t second = vld1_f32(table + vgetq_lane_s32(index, 1));
        float32x2_t third = vld1_f32(table + vgetq_lane_s32(index, 2));
        float32x2_t fourth = vld1_f32(table + vgetq_lane_s32(index, 3));
        Reals low = vcombine_f32(first, second), high = vcombine_f32(third, fourth);
        Reals from = vuzp1q_f32(low, high), to = vuzp2q_f32(low, high);
        return vaddq_f32(from, vmulq_f32(vsubq_f32(to, from), vsubq_f32(place, vcvtq_f32_s32(index))));
    }
    static void store_bytes(uint8_t *to, Reals a) {
        // Halves are rounded away from zero.
        int32x4_t whole = vaddq_s32(vcvtaq_s32_f32(vmulq_n_f32(a, 127)), vdupq_n_s32(zero));
        uint16x4_t words = vqmovun_s32(whole);
        uint8x8_t bytes = vqmovn_u16(vcombine_u16(words, words));
        uint32_t four = vget_lane_u32(vreinterpret_u32_u8(bytes), 0);
        memcpy(to, &four, sizeof four);
    }
};

namespace plain_products {

#include "forward.h"

struct NeonVector : NeonReals {
    static Integers dot(Integers sum, Unit unit, Weights weights) {
        // Two products of bytes are added as 32-bit values, so that nothing overflows.
        int32x4_t low = vpaddlq_s16(vmull_s8(vget_low_s8(unit), vget_low_s8(weights)));
        int32x4_t high = vpaddlq_s16(vmull_high_s8(unit, weights));
        return vaddq_s32(sum, vpaddq_s32(low, high));
    }
};

}  // namespace plain_products

namespace dot_products {

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#include "forward.h"

struct NeonDotVector : NeonReals {
    static Integers dot(Integers sum, Unit unit, Weights weights) { return vdotq_s32(sum, weights, unit); }
};

static bool run(
    const cln_network &network, const cln_line *lines, int count, cln_step *steps, float *probabilities) {
    return run_network<NeonDotVector>(network, lines, count, steps, probabilities);
}

#pragma clang attribute pop

}  // namespace dot_products

}  // namespace

const Path line_network::neon_path = {
    NeonReals::lanes, NeonReals::inputs, 0, plain_products::run_network<plain_products::NeonVector>};
const Path line_network::neon_dot_path = {NeonReals::lanes, NeonReals::inputs, 0, dot_products::run};
#endif
