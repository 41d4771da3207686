#include "CLeptonica.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* 32 pixels a step. Within a word the leftmost pixel stands in the most significant byte, and so in the last in memory:
 * of the mask's nibbles, one for each word, the order is reversed, within a nibble it is right. */
__attribute__((target("avx2"))) static void ink_of_row_avx2(
    const uint32_t *from, uint32_t *to, int32_t words, int32_t threshold) {
    const __m256i least = _mm256_set1_epi8((char)threshold);
    for (int32_t i = 0; i < words; i++) {
        __m256i pixels = _mm256_loadu_si256((const __m256i *)(from + 8 * i));
        __m256i light = _mm256_cmpeq_epi8(_mm256_max_epu8(pixels, least), pixels);
        uint32_t mask = __builtin_bswap32(~(uint32_t)_mm256_movemask_epi8(light));
        to[i] = (mask & 0x0F0F0F0Fu) << 4 | (mask >> 4 & 0x0F0F0F0Fu);
    }
}
#endif

static void ink_of_row(const uint32_t *from, uint32_t *to, int32_t first, int32_t width, uint32_t threshold) {
    for (int32_t x = 32 * first; x < width; x += 32) {
        uint32_t bits = 0;
        for (int32_t i = 0; i < 32 && x + i < width; i++) {
            uint32_t pixel = from[(x + i) / 4] >> (24 - 8 * ((x + i) & 3)) & 255;
            if (pixel < threshold) bits |= 0x80000000u >> i;
        }
        to[x / 32] = bits;
    }
}

PIX *sohoa_ink(PIX *picture, int32_t threshold) {
    if (picture == NULL || pixGetDepth(picture) != 8 || pixGetColormap(picture) != NULL) return NULL;
    if (threshold < 0) threshold = 0;
    if (threshold > 256) threshold = 256;
    int32_t width = pixGetWidth(picture), height = pixGetHeight(picture);
    PIX *ink = pixCreateNoInit(width, height, 1);
    if (ink == NULL) return NULL;
    pixCopyResolution(ink, picture);
    int32_t whole = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && threshold < 256) whole = width / 32;
#endif
    for (int32_t y = 0; y < height; y++) {
        const uint32_t *from = pixGetData(picture) + (size_t)y * (size_t)pixGetWpl(picture);
        uint32_t *to = pixGetData(ink) + (size_t)y * (size_t)pixGetWpl(ink);
#if defined(__x86_64__)
        if (whole > 0) ink_of_row_avx2(from, to, whole, threshold);
#endif
        ink_of_row(from, to, whole, width, (uint32_t)threshold);
    }
    return ink;
}
