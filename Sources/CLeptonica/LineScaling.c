#include "CLeptonica.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

/* Between these factors pixScale averages areas, and sharpens a little afterwards. */
static const float least = 0.2f, greatest = 0.7f;
enum { sharpening_reach = 1 };
static const float sharpening = 0.2f;

/* Where a pixel of the result begins and ends in the source, in sixteenths of a pixel. */
typedef struct {
    int32_t first, last;  /* source pixels */
    int32_t of_first, of_last;  /* how much of these counts; of those between, all 16 */
} stretch;

static stretch stretch_of(int32_t place, float step) {
    int32_t begin = (int32_t)(step * place), end = (int32_t)(step * (place + 1.0));
    stretch result = {begin >> 4, end >> 4, 16 - (begin & 15), end & 15};
    return result;
}

static int32_t length_of(const stretch *s) { return s->of_first + 16 * (s->last - s->first - 1) + s->of_last; }

WIDE_VECTORS static void add_row(const uint8_t *from, uint16_t weight, uint16_t *sums, int32_t count) {
    for (int32_t i = 0; i < count; i++) sums[i] = (uint16_t)(sums[i] + weight * from[i]);
}

/* In a row of bytes as they lie in memory, where pixel `x` is. */
static inline int32_t byte_of(int32_t x) {
    const uint16_t probe = 1;
    return *(const uint8_t *)&probe == 1 ? x ^ 3 : x;
}

/* Each pixel of a row from the weighted sums of the source's columns. */
static void average_row(
    const uint16_t *sums, int32_t height, const stretch *columns, int32_t source_width, const uint8_t *edge,
    uint8_t *to, int32_t width) {
    for (int32_t x = 0; x < width; x++) {
        const stretch *s = &columns[x];
        if (s->last > source_width - 2) {
            to[byte_of(x)] = edge[byte_of(s->first)];
            continue;
        }
        uint32_t sum = (uint32_t)s->of_first * sums[byte_of(s->first)] + (uint32_t)s->of_last * sums[byte_of(s->last)];
        for (int32_t i = s->first + 1; i < s->last; i++) sum += 16u * sums[byte_of(i)];
        to[byte_of(x)] = (uint8_t)((sum + 128) / (uint32_t)(height * length_of(s)));
    }
}

static bool average(PIX *source, PIX *result) {
    int32_t source_width = pixGetWidth(source), source_height = pixGetHeight(source);
    int32_t width = pixGetWidth(result), height = pixGetHeight(result), bytes = 4 * pixGetWpl(source);
    stretch *columns = malloc((size_t)width * sizeof *columns);
    uint16_t *sums = malloc((size_t)bytes * sizeof *sums);
    bool done = columns != NULL && sums != NULL;
    if (done) {
        float across = 16.0f * (float)source_width / (float)width, down = 16.0f * (float)source_height / (float)height;
        for (int32_t x = 0; x < width; x++) columns[x] = stretch_of(x, across);
        for (int32_t y = 0; y < height; y++) {
            stretch rows = stretch_of(y, down);
            const uint8_t *from = (const uint8_t *)(pixGetData(source) + (size_t)rows.first * (size_t)pixGetWpl(source));
            uint8_t *to = (uint8_t *)(pixGetData(result) + (size_t)y * (size_t)pixGetWpl(result));
            if (rows.last > source_height - 2) {
                for (int32_t x = 0; x < width; x++) to[byte_of(x)] = from[byte_of(columns[x].first)];
                continue;
            }
            memset(sums, 0, (size_t)bytes * sizeof *sums);
            for (int32_t row = rows.first; row <= rows.last; row++) {
                int32_t weight = row == rows.first ? rows.of_first : row == rows.last ? rows.of_last : 16;
                add_row(from + (size_t)(row - rows.first) * (size_t)bytes, (uint16_t)weight, sums, bytes);
            }
            average_row(sums, length_of(&rows), columns, source_width, from, to, width);
        }
    }
    free(columns);
    free(sums);
    return done;
}

static bool can_average(PIX *picture, float factor) {
    bool averages = factor > least && factor < greatest && factor != 0.5f && factor != 0.25f;
    return averages && pixGetDepth(picture) == 8 && pixGetColormap(picture) == NULL
        && factor * (float)pixGetWidth(picture) + 0.5 >= 1 && factor * (float)pixGetHeight(picture) + 0.5 >= 1;
}

PIX *sohoa_averaged(PIX *picture, float factor) {
    if (picture == NULL) return NULL;
    if (!can_average(picture, factor)) return pixScaleAreaMap(picture, factor, factor);
    int32_t width = (int32_t)(factor * (float)pixGetWidth(picture) + 0.5);
    int32_t height = (int32_t)(factor * (float)pixGetHeight(picture) + 0.5);
    PIX *small = pixCreate(width, height, 8);
    if (small != NULL && !average(picture, small)) pixDestroy(&small);
    return small;
}

PIX *sohoa_scaled(PIX *picture, float factor) {
    if (picture == NULL) return NULL;
    if (!can_average(picture, factor)) return pixScale(picture, factor, factor);
    PIX *small = sohoa_averaged(picture, factor);
    if (small == NULL) return NULL;
    PIX *result = pixUnsharpMasking(small, sharpening_reach, sharpening);
    pixDestroy(&small);
    return result;
}
