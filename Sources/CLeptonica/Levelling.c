#include "CLeptonica.h"

#include <stdbool.h>
#include <stdlib.h>

#if defined(__x86_64__) && defined(__linux__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

/* Tiles in which the ground is measured, in pixels, and how: Leptonica's own values for scans. */
enum { tile_width = 10, tile_height = 15, darkest_ground = 60, fewest_pixels = 40, level = 200 };
enum { smoothing_across = 2, smoothing_down = 1 };
/* What becomes black and what white, once the ground is level; between them gray is stretched. */
enum { black = 70, white = 190 };
/* Pale print: what is looked at in one of so many rows, what counts as ink, how much of it must be there at least (one
   pixel in so many), from when on its darker quarter is pale, since on other pages dust would be blackened too, and the
   palest print that is made black. */
enum { row_step = 8, palest_ink = 165, least_ink = 3000, pale = 100, palest_black = 145 };

/* Each pixel times its factor in 256ths, then stretched from [darkest, white] to [0, 255], rounded. */
WIDE_VECTORS static void level_row(
    const uint8_t *from, const uint16_t *factors, uint8_t *to, int32_t count, uint32_t darkest) {
    /* In 1024ths; of 255 / (190 - 70) nothing is lost. */
    const uint32_t stretching = 255 * 1024 / (white - darkest);
    for (int32_t i = 0; i < count; i++) {
        uint32_t value = (uint32_t)from[i] * factors[i] >> 8;
        value = value < darkest ? darkest : value > white ? white : value;
        to[i] = (uint8_t)(((value - darkest) * stretching + 512) >> 10);
    }
}

/* The factors of a row of tiles, one for each byte of a picture's row, in the order of the bytes in memory. */
static void spread(PIX *map, int32_t row, uint16_t *factors, int32_t bytes) {
    uint32_t *line = pixGetData(map) + (size_t)row * (size_t)pixGetWpl(map);
    int32_t last = pixGetWidth(map) - 1;
    const uint16_t probe = 1;
    const int32_t order = *(const uint8_t *)&probe == 1 ? 3 : 0;
    for (int32_t i = 0; i < bytes; i++) {
        int32_t tile = (i ^ order) / tile_width;
        factors[i] = (uint16_t)GET_DATA_TWO_BYTES(line, tile < last ? tile : last);
    }
}

/* What each tile of a picture has to be multiplied with, in 256ths; NULL when no ground is to be seen. */
static PIX *factors_of_tiles(PIX *picture) {
    PIX *ground = NULL, *map = NULL;
    pixGetBackgroundGrayMap(picture, NULL, tile_width, tile_height, darkest_ground, fewest_pixels, &ground);
    if (ground != NULL) map = pixGetInvBackgroundMap(ground, level, smoothing_across, smoothing_down);
    pixDestroy(&ground);
    return map;
}

/* The gray that becomes black: `black`, unless the print is paler than that. */
static uint32_t darkest_of(const uint32_t *counts, uint64_t pixels) {
    uint64_t ink = 0, dark = 0;
    for (int32_t value = 0; value < palest_ink; value++) ink += counts[value];
    if (ink * least_ink < pixels) return black;
    uint32_t value = 0;
    for (; value < palest_ink && 4 * dark < ink; value++) dark += counts[value];
    return value < pale ? black : value > palest_black ? palest_black : value;
}

/* Levels the rows of a picture, one in every `step`: into `result`, or into counts of each gray when that is NULL. */
static void level_rows(
    PIX *picture, PIX *map, uint16_t *factors, int32_t step, PIX *result, uint32_t darkest, uint32_t *counts) {
    int32_t bytes = 4 * pixGetWpl(picture), width = pixGetWidth(picture), spread_row = -1;
    for (int32_t i = 0; i < bytes; i++) factors[i] = 256;
    for (int32_t y = 0; y < pixGetHeight(picture); y += step) {
        int32_t row = y / tile_height;
        if (map != NULL && row != spread_row && row < pixGetHeight(map)) spread(map, spread_row = row, factors, bytes);
        const uint8_t *from = (const uint8_t *)pixGetData(picture) + (size_t)y * (size_t)bytes;
        if (result != NULL) {
            level_row(from, factors, (uint8_t *)pixGetData(result) + (size_t)y * (size_t)bytes, bytes, darkest);
            continue;
        }
        for (int32_t i = 0; i < width; i++) {
            uint32_t value = (uint32_t)from[i] * factors[i] >> 8;
            counts[value > 255 ? 255 : value]++;
        }
    }
}

static bool level_picture(PIX *picture, PIX *result) {
    uint16_t *factors = malloc((size_t)(4 * pixGetWpl(picture)) * sizeof *factors);
    if (factors == NULL) return false;
    PIX *map = factors_of_tiles(picture);
    uint32_t counts[256] = {0};
    level_rows(picture, map, factors, row_step, NULL, 0, counts);
    uint64_t pixels = 0;
    for (int32_t value = 0; value < 256; value++) pixels += counts[value];
    level_rows(picture, map, factors, 1, result, darkest_of(counts, pixels), counts);
    pixDestroy(&map);
    free(factors);
    return true;
}

PIX *sohoa_white_ground(PIX *picture) {
    if (picture == NULL || pixGetDepth(picture) != 8 || pixGetColormap(picture) != NULL) return NULL;
    PIX *result = pixCreateTemplateNoInit(picture);
    if (result != NULL && !level_picture(picture, result)) pixDestroy(&result);
    return result;
}
