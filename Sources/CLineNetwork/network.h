// What the files of this target share; nothing of it is seen outside.
#pragma once
#include <stdint.h>
#include <stdlib.h>

#include "CLineNetwork.h"

namespace line_network {

// Rows of activations are padded to whole vectors of any path.
inline constexpr int padded(int count) { return (count + 15) / 16 * 16; }

// Activations are stored in a byte as 127 * value + 128, so that this is 0.
inline constexpr uint8_t zero = 128;

// Memory for values of plain types, aligned to cache lines; `data` is null when there was none to be had.
template <class T>
struct Block {
    T *data = nullptr;
    size_t count = 0;

    Block() = default;
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    ~Block() { free(data); }

    bool allocate(size_t wanted) {
        free(data);
        // Some vectors are loaded beyond the last value.
        data = static_cast<T *>(aligned_alloc(64, (wanted * sizeof(T) + 127) / 64 * 64));
        count = data ? wanted : 0;
        return data != nullptr;
    }
};

// One to four matrices of like size, interleaved for a path:
// [group of outputs][unit of inputs][matrix][output of the group][input of the unit].
struct Packed {
    int matrices = 0;
    int outputs = 0;
    int groups = 0;
    int units = 0;
    Block<int8_t> weights;
    Block<int32_t> biases;  // [group][matrix][output of the group]
    Block<float> scales;    // likewise

    // `segments` are the lengths of the inputs that come from one place each, padded to four.
    bool pack(
        const cln_matrix *sources, int count, int lanes, int inputs_per_unit, int offset, const int *segments,
        int segment_count);
};

// The image of a line in columns, ready for the convolution: normalised, with noise around it.
struct Columns {
    int width = 0;
    int height = 0;
    int stride = 0;
    Block<uint8_t> image;
    Block<uint8_t> top, bottom, left, right;  // 12 bytes for each position at an edge

    bool prepare(const cln_line &line, int height, uint64_t seed);

    // Where the inputs of one column left of, at and right of a position begin: three pixels and a byte of no weight.
    void inputs(int x, int y, const uint8_t *taps[3]) const {
        if (y == 0) return edge(&top.data[size_t(x) * 12], taps);
        if (y == height - 1) return edge(&bottom.data[size_t(x) * 12], taps);
        if (x == 0) return edge(&left.data[size_t(y) * 12], taps);
        if (x == width - 1) return edge(&right.data[size_t(y) * 12], taps);
        const uint8_t *first = &image.data[size_t(x) * stride + y];
        taps[0] = first;
        taps[1] = first + stride;
        taps[2] = first + 2 * stride;
    }

private:
    static void edge(const uint8_t *first, const uint8_t *taps[3]) {
        taps[0] = first;
        taps[1] = first + 4;
        taps[2] = first + 8;
    }
    void draw_noise(uint64_t seed);
};

// Tables of Tesseract's tanh and logistic function, in steps of 1/256.
struct Tables {
    static constexpr int size = 4096;
    alignas(64) float tanh[size + 16];
    alignas(64) float logistic[size + 16];
    Tables();
};
extern const Tables tables;

// Widest layer; callers refuse wider ones.
inline constexpr int most_states = 1024;

// What one path provides.
struct Path {
    int lanes;
    int inputs_per_unit;
    int offset;  // what activations count from: 128 when taken as unsigned bytes, 0 when signed
    bool (*run)(
        const cln_network &network, const cln_line *lines, int count, cln_step *steps, float *probabilities);
};

extern const Path plain_path;
extern const Path avx2_path;
extern const Path avx512_vnni_path;
extern const Path neon_path;
extern const Path neon_dot_path;

}  // namespace line_network

struct cln_network {
    const line_network::Path *path;
    int height;
    int blank;
    uint64_t noise_seed;
    line_network::Packed convolution, down, right, left, last, output;
};
