#include "CLeptonica.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Rows of bytes: pixels of a picture whose words were put in memory order, or are going to be put back. */
typedef struct {
    uint8_t *bytes;
    int32_t width, height, stride;
} rows;

static rows rows_of(PIX *picture) {
    rows result = {
        (uint8_t *)pixGetData(picture), pixGetWidth(picture), pixGetHeight(picture), 4 * pixGetWpl(picture)};
    return result;
}

/* The loops over pixels are compiled for wider vectors too, and chosen when the program starts. */
#if defined(__x86_64__) && defined(__linux__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

/* The words of a row from memory order to Leptonica's, leftmost pixel in the most significant byte, or back. */
static void swap_row(uint8_t *row, int32_t stride) {
    const uint16_t probe = 1;
    if (*(const uint8_t *)&probe == 0) return;
    uint32_t *words = (uint32_t *)row;
    for (int32_t i = 0; i < stride / 4; i++) words[i] = __builtin_bswap32(words[i]);
}

static inline uint8_t between(uint8_t one, uint8_t other, int32_t weight) {
    return (uint8_t)((one * (256 - weight) + other * weight + 128) >> 8);
}

/* Places are counted in 65536ths of a pixel. */
enum { one = 1 << 16 };

/* How many of the next pixels, at most `most`, lie in the same pixel of the source when each is `step` further. */
static int32_t run_length(int64_t place, int64_t step, int32_t most) {
    int64_t within = place & (one - 1);
    int64_t count = step > 0 ? (one - 1 - within) / step + 1 : step < 0 ? within / -step + 1 : most;
    return count < most ? (int32_t)count : most;
}

/* A row of what each column is moved to: source row `place` at the left, `step` further with each pixel. */
WIDE_VECTORS static void slanted_row(const rows *from, const uint8_t *white, int64_t place, int64_t step, uint8_t *to) {
    for (int32_t x = 0; x < from->width;) {
        int32_t count = run_length(place, step, from->width - x);
        int64_t y = place >> 16;
        const uint8_t *above = y >= 0 && y < from->height ? from->bytes + y * from->stride + x : white;
        const uint8_t *below = y >= -1 && y + 1 < from->height ? from->bytes + (y + 1) * from->stride + x : white;
        int32_t weight = (int32_t)(place & (one - 1)), change = (int32_t)step;
        for (int32_t i = 0; i < count; i++) to[x + i] = between(above[i], below[i], (weight + i * change) >> 8);
        place += step * count;
        x += count;
    }
}

/* A row whose pixels are taken from `place` on, `step` further with each; `from` is white for `room` bytes around. */
WIDE_VECTORS static void shifted_row(const uint8_t *from, int32_t width, int32_t room, int64_t place, int64_t step, uint8_t *to) {
    for (int32_t x = 0; x < width;) {
        int32_t count = run_length(place + x * (step - one), step - one, width - x);
        int64_t now = place + x * step;
        int64_t first = now >> 16;
        int32_t weight = (int32_t)(now & (one - 1)), change = (int32_t)(step - one);
        if (first < -room || first + count + 1 > width + room) {
            memset(to + x, 255, (size_t)count);
        } else {
            for (int32_t i = 0; i < count; i++)
                to[x + i] = between(from[first + i], from[first + i + 1], (weight + i * change) >> 8);
        }
        x += count;
    }
}

static bool turn(const rows *from, const rows *to, double angle) {
    int32_t width = from->width, height = from->height;
    double middle_x = width / 2, middle_y = height / 2;
    /* White around the row between the passes, as far as the rows are shifted. */
    int32_t room = (int32_t)(fabs(sin(angle)) * height) + 4;
    uint8_t *between_passes = malloc((size_t)width + 2 * (size_t)room);
    uint8_t *white = malloc((size_t)width);
    if (between_passes != NULL && white != NULL) {
        memset(between_passes, 255, (size_t)width + 2 * (size_t)room);
        memset(white, 255, (size_t)width);
        int64_t slant = llround(-tan(angle) * one), shrink = llround(cos(angle) * one);
        for (int32_t y = 0; y < height; y++) {
            double down = y - middle_y;
            double row = middle_y + down / cos(angle) + middle_x * tan(angle);
            slanted_row(from, white, llround(row * one), slant, between_passes + room);
            double column = middle_x - middle_x * cos(angle) + down * sin(angle);
            uint8_t *result = to->bytes + (size_t)y * (size_t)to->stride;
            shifted_row(between_passes + room, width, room, llround(column * one), shrink, result);
            /* The bytes behind the last pixel of a row are nobody's. */
            memset(result + width, 0, (size_t)(to->stride - width));
            swap_row(result, to->stride);
        }
    }
    bool done = between_passes != NULL && white != NULL;
    free(between_passes);
    free(white);
    return done;
}

PIX *sohoa_straightened(PIX *picture, float angle) {
    if (picture == NULL || pixGetDepth(picture) != 8 || !(fabsf(angle) <= 0.3f)) return NULL;
    PIX *canvas = pixEmbedForRotation(picture, angle, L_BRING_IN_WHITE, pixGetWidth(picture), pixGetHeight(picture));
    /* A picture that needs no larger canvas comes back itself, and stays as it is. */
    PIX *source = canvas == picture ? pixEndianByteSwapNew(canvas) : pixClone(canvas);
    PIX *result = source != NULL ? pixCreateTemplateNoInit(source) : NULL;
    if (result != NULL) {
        rows from = rows_of(source), to = rows_of(result);
        if (canvas != picture) pixEndianByteSwap(source);
        if (!turn(&from, &to, angle)) pixDestroy(&result);
    }
    pixDestroy(&source);
    pixDestroy(&canvas);
    return result;
}
