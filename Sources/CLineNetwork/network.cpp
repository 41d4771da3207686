#include "network.h"

#include <string.h>

#include <new>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#ifndef HWCAP_ASIMDDP
#define HWCAP_ASIMDDP (1UL << 20)
#endif
#endif

using namespace line_network;

bool Packed::pack(
    const cln_matrix *sources, int count, int lanes, int inputs_per_unit, int offset, const int *segments,
    int segment_count) {
    int padded_inputs = 0;
    for (int segment = 0; segment < segment_count; segment++) padded_inputs += (segments[segment] + 3) / 4 * 4;
    matrices = count;
    outputs = sources[0].outputs;
    groups = (outputs + lanes - 1) / lanes;
    units = padded_inputs / inputs_per_unit;
    size_t vectors = size_t(groups) * count;
    if (!weights.allocate(vectors * units * lanes * inputs_per_unit)) return false;
    if (!biases.allocate(vectors * lanes) || !scales.allocate(vectors * lanes)) return false;
    memset(weights.data, 0, weights.count);
    memset(biases.data, 0, biases.count * sizeof(int32_t));
    memset(scales.data, 0, scales.count * sizeof(float));
    for (int matrix = 0; matrix < count; matrix++) {
        for (int output = 0; output < outputs; output++) {
            const cln_matrix &source = sources[matrix];
            const int8_t *row = source.weights + size_t(output) * (source.inputs + 1);
            int group = output / lanes, lane = output % lanes;
            int32_t sum = 0;
            int input = 0, place = 0;
            for (int segment = 0; segment < segment_count; segment++) {
                for (int i = 0; i < segments[segment]; i++, input++) {
                    int unit = (place + i) / inputs_per_unit, within = (place + i) % inputs_per_unit;
                    size_t vector = (size_t(group) * units + unit) * count + matrix;
                    weights.data[(vector * lanes + lane) * inputs_per_unit + within] = row[input];
                    sum += row[input];
                }
                place += (segments[segment] + 3) / 4 * 4;
            }
            size_t slot = (size_t(group) * count + matrix) * lanes + lane;
            biases.data[slot] = row[source.inputs] * 127 - offset * sum;
            scales.data[slot] = source.scales[output];
        }
    }
    return true;
}

static const Path *path_of(cln_path path) {
    switch (path) {
        case cln_path_plain: return &plain_path;
#if defined(__x86_64__)
        case cln_path_avx2: return __builtin_cpu_supports("avx2") ? &avx2_path : nullptr;
        case cln_path_avx512_vnni: {
            bool known = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                         __builtin_cpu_supports("avx512vnni");
            return known ? &avx512_vnni_path : nullptr;
        }
#elif defined(__aarch64__)
        case cln_path_neon: return &neon_path;
#if defined(__linux__)
        case cln_path_neon_dot: return getauxval(AT_HWCAP) & HWCAP_ASIMDDP ? &neon_dot_path : nullptr;
#endif
#endif
        default: return nullptr;
    }
}

bool cln_path_is_available(cln_path path) { return path_of(path) != nullptr; }

cln_path cln_best_path(void) {
    static const cln_path fastest_first[] = {
        cln_path_avx512_vnni, cln_path_avx2, cln_path_neon_dot, cln_path_neon,
    };
    for (cln_path path : fastest_first)
        if (path_of(path)) return path;
    return cln_path_plain;
}

static bool pack(Packed &packed, const cln_lstm &layer, const Path &path) {
    int states = layer.gates[0].outputs;
    int segments[] = {layer.gates[0].inputs - states, states};
    return packed.pack(layer.gates, 4, path.lanes, path.inputs_per_unit, path.offset, segments, 2);
}

cln_network *cln_create(const cln_weights *weights, cln_path wanted) {
    const Path *path = path_of(wanted);
    cln_network *network = path ? new (std::nothrow) cln_network : nullptr;
    if (!network) return nullptr;
    network->path = path;
    network->height = weights->height;
    network->blank = weights->blank;
    network->noise_seed = weights->noise_seed;
    int columns[] = {3, 3, 3};
    int states[] = {weights->output.inputs};
    bool done = network->convolution.pack(
                    &weights->convolution, 1, path->lanes, path->inputs_per_unit, path->offset, columns, 3) &&
                pack(network->down, weights->down, *path) && pack(network->right, weights->right, *path) &&
                pack(network->left, weights->left, *path) && pack(network->last, weights->last, *path) &&
                network->output.pack(
                    &weights->output, 1, path->lanes, path->inputs_per_unit, path->offset, states, 1);
    if (!done) {
        delete network;
        return nullptr;
    }
    return network;
}

void cln_free(cln_network *network) { delete network; }

bool cln_run(
    const cln_network *network, const cln_line *lines, int32_t count, cln_step *steps, float *probabilities) {
    return network->path->run(*network, lines, count, steps, probabilities);
}
