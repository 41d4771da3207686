// Runs anywhere; what the other paths are measured against.
#include <math.h>
#include <string.h>

#include "network.h"

using namespace line_network;

namespace {

#include "forward.h"

struct PlainVector {
    static constexpr int lanes = 8;
    static constexpr int inputs = 4;
    static constexpr int rows = 2;

    struct Integers {
        int32_t lane[lanes];
    };
    struct Reals {
        float lane[lanes];
    };
    struct Weights {
        const int8_t *first;
    };
    struct Unit {
        int32_t input[inputs];
    };

    static Integers integers(const int32_t *from) {
        Integers result;
        memcpy(result.lane, from, sizeof result.lane);
        return result;
    }
    static Weights weights(const int8_t *from) { return {from}; }
    static Unit unit(const uint8_t *from) {
        Unit result;
        for (int i = 0; i < inputs; i++) result.input[i] = from[i] - zero;
        return result;
    }
    static Integers dot(Integers sum, Unit unit, Weights weights) {
        for (int i = 0; i < lanes; i++)
            for (int k = 0; k < inputs; k++) sum.lane[i] += unit.input[k] * weights.first[i * inputs + k];
        return sum;
    }
    static Integers largest(Integers a, Integers b) {
        for (int i = 0; i < lanes; i++) a.lane[i] = a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i];
        return a;
    }

    template <class F>
    static Reals each(F value) {
        Reals result;
        for (int i = 0; i < lanes; i++) result.lane[i] = value(i);
        return result;
    }
    static Reals all(float value) {
        return each([=](int) { return value; });
    }
    static Reals load(const float *from) {
        return each([=](int i) { return from[i]; });
    }
    static void store(float *to, Reals a) { memcpy(to, a.lane, sizeof a.lane); }
    static Reals reals(Integers a) {
        return each([&](int i) { return float(a.lane[i]); });
    }
    static Reals add(Reals a, Reals b) {
        return each([&](int i) { return a.lane[i] + b.lane[i]; });
    }
    static Reals subtract(Reals a, Reals b) {
        return each([&](int i) { return a.lane[i] - b.lane[i]; });
    }
    static Reals multiply(Reals a, Reals b) {
        return each([&](int i) { return a.lane[i] * b.lane[i]; });
    }
    static Reals smaller(Reals a, Reals b) {
        return each([&](int i) { return a.lane[i] < b.lane[i] ? a.lane[i] : b.lane[i]; });
    }
    static Reals larger(Reals a, Reals b) {
        return each([&](int i) { return a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i]; });
    }
    static Reals magnitude(Reals a) {
        return each([&](int i) { return fabsf(a.lane[i]); });
    }
    static Reals where_negative(Reals x, Reals yes, Reals no) {
        return each([&](int i) { return x.lane[i] < 0 ? yes.lane[i] : no.lane[i]; });
    }
    static Reals nearest(Reals a) {
        return each([&](int i) { return rintf(a.lane[i]); });
    }
    static Reals scaled(Reals a, Reals power) {
        return each([&](int i) { return ldexpf(a.lane[i], int(power.lane[i])); });
    }
    static Reals interpolated(const float *table, Reals x) {
        return each([&](int i) {
            float place = x.lane[i] * 256;
            if (place > Tables::size - 1) place = Tables::size - 1;
            int index = int(place);
            return table[index] + (table[index + 1] - table[index]) * (place - float(index));
        });
    }
    static void store_bytes(uint8_t *to, Reals a) {
        for (int i = 0; i < lanes; i++) {
            float value = a.lane[i] * 127;
            int whole = int(fabsf(value) + 0.5f);
            to[i] = uint8_t((value < 0 ? -whole : whole) + zero);
        }
    }
};

}  // namespace

const Path line_network::plain_path = {
    PlainVector::lanes, PlainVector::inputs, 0, run_network<PlainVector>};
