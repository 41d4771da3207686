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

/* Each pixel times its factor in 256ths, then stretched from [black, white] to [0, 255], rounded. */
WIDE_VECTORS static void level_row(const uint8_t *from, const uint16_t *factors, uint8_t *to, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        uint32_t value = (uint32_t)from[i] * factors[i] >> 8;
        value = value < black ? black : value > white ? white : value;
        /* 255 / (white - black) is 17 / 8. */
        to[i] = (uint8_t)(((value - black) * 17 + 4) >> 3);
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

static bool level_picture(PIX *picture, PIX *result) {
    int32_t bytes = 4 * pixGetWpl(picture), height = pixGetHeight(picture);
    uint16_t *factors = malloc((size_t)bytes * sizeof *factors);
    if (factors == NULL) return false;
    PIX *map = factors_of_tiles(picture);
    for (int32_t i = 0; i < bytes; i++) factors[i] = 256;
    for (int32_t y = 0; y < height; y++) {
        if (map != NULL && y % tile_height == 0 && y / tile_height < pixGetHeight(map))
            spread(map, y / tile_height, factors, bytes);
        const uint8_t *from = (const uint8_t *)pixGetData(picture) + (size_t)y * (size_t)bytes;
        level_row(from, factors, (uint8_t *)pixGetData(result) + (size_t)y * (size_t)bytes, bytes);
    }
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
