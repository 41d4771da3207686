#include "CLeptonica.h"

/* Makes a pixel of a row and its neighbours white. */
static void whiten_around(uint32_t *line, int32_t x, int32_t width) {
    if (x > 0) SET_DATA_BYTE(line, x - 1, 255);
    SET_DATA_BYTE(line, x, 255);
    if (x + 1 < width) SET_DATA_BYTE(line, x + 1, 255);
}

/* Does so for the pixels that are set in a word of a mask. */
static void whiten_word(uint32_t *line, uint32_t bits, int32_t first, int32_t width) {
    while (bits != 0) {
        int32_t bit = __builtin_clz(bits);
        bits &= ~(0x80000000u >> bit);
        if (first + bit < width) whiten_around(line, first + bit, width);
    }
}

int32_t sohoa_whiten_under(PIX *picture, PIX *mask) {
    if (picture == NULL || mask == NULL || pixGetDepth(picture) != 8 || pixGetDepth(mask) != 1) return 1;
    int32_t width = pixGetWidth(picture), height = pixGetHeight(picture);
    if (pixGetWidth(mask) < width) width = pixGetWidth(mask);
    if (pixGetHeight(mask) < height) height = pixGetHeight(mask);
    int32_t stride = pixGetWpl(picture), words = pixGetWpl(mask);
    for (int32_t y = 0; y < height; y++) {
        const uint32_t *from = pixGetData(mask) + (size_t)y * (size_t)words;
        for (int32_t word = 0; word < (width + 31) / 32; word++) {
            if (from[word] == 0) continue;
            for (int32_t row = y > 0 ? y - 1 : 0; row <= y + 1 && row < height; row++)
                whiten_word(pixGetData(picture) + (size_t)row * (size_t)stride, from[word], 32 * word, width);
        }
    }
    return 0;
}
