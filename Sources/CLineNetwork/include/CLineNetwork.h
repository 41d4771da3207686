#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The forward pass of a small network that reads lines of print, over 8-bit weights, several lines at once:
 *
 *   image, H rows -> 3x3 convolution, tanh -> 3x3 maximum -> LSTM down the columns, last row kept
 *                 -> LSTM to the right -> LSTM to the left -> LSTM to the right -> softmax
 *
 * in Tesseract's notation [1,H,0,1 Ct3,3,a Mp3,3 Lfys b Lfx c Lrx d Lfx e O1c n]. Sums of products are exact in 32
 * bits; everything after them follows Tesseract 5 (Apache-2.0): activations of 8 bits, tanh and logistic function
 * interpolated from tables in steps of 1/256, contrast from two percentiles of the middle row, noise from a fixed
 * seed around the image.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* The instructions that the network is run with. */
typedef enum {
    cln_path_plain = 0,
    cln_path_avx2 = 1,
    cln_path_avx512_vnni = 2,
    cln_path_neon = 3,
    cln_path_neon_dot = 4,
} cln_path;

enum { cln_path_count = 5 };

/* Whether this build and this processor know the path. */
bool cln_path_is_available(cln_path path);

/* The fastest available path. */
cln_path cln_best_path(void);

/* Weights of a layer or gate: rows of `inputs` weights and one bias, each output with the value of one unit. */
typedef struct {
    int32_t outputs;
    int32_t inputs;
    const int8_t *weights; /* outputs * (inputs + 1) */
    const float *scales;   /* outputs; not negative */
} cln_matrix;

/* The gates of an LSTM layer: cell input, input gate, forget gate, output gate. */
typedef struct {
    cln_matrix gates[4];
} cln_lstm;

typedef struct {
    int32_t height;         /* of the image in pixels; a multiple of 3, at least 6 */
    cln_matrix convolution; /* inputs: 3 columns of 3 pixels each, top to bottom */
    cln_lstm down, right, left, last;
    cln_matrix output;
    int32_t blank;          /* output that stands for no character */
    uint64_t noise_seed;    /* of the noise around the image */
} cln_weights;

/* A network packed for one path; may be used by several threads at once. */
typedef struct cln_network cln_network;

/*
 * Packs weights, which are copied. The matrices fit each other; the caller has checked. NULL when the path is not
 * available or memory does not suffice.
 */
cln_network *cln_create(const cln_weights *weights, cln_path path);
void cln_free(cln_network *network);

/* A line of print, 8-bit gray, 0 is black: `height` rows of `stride` bytes, the first `width` of each are pixels. */
typedef struct {
    const uint8_t *pixels;
    int32_t width;
    int32_t stride;
} cln_line;

/* What the network says of three columns of pixels: its likeliest two outputs, and how likely they and blank are. */
typedef struct {
    int32_t first, second;
    float first_probability, second_probability, blank_probability;
} cln_step;

/*
 * Runs the network over lines, longest first for speed. Line i has width / 3 steps, which follow those of line i - 1.
 * `probabilities`, if not NULL, takes all outputs of each step. False when memory does not suffice.
 */
bool cln_run(
    const cln_network *network, const cln_line *lines, int32_t count, cln_step *steps, float *probabilities);

#ifdef __cplusplus
}
#endif
