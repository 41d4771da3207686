#pragma once

#include <stdint.h>

/*
 * A C face of ZXing-C++ 1.4 for one symbology at a time; with several at once it can stop on an assertion. C++
 * exceptions end here.
 */

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { SOHOA_QR_CODE = 0, SOHOA_CODE_128 = 1 } SohoaSymbology;

/* How dark is told from light. */
typedef enum {
    /* Each region has a threshold of its own; for uneven pictures. */
    SOHOA_BINARIZE_LOCAL = 0,
    /* One threshold from the histogram. */
    SOHOA_BINARIZE_GLOBAL = 1,
    /* 127; for pictures that are black and white already. */
    SOHOA_BINARIZE_FIXED = 2
} SohoaBinarizer;

/*
 * Called for each code: `length` bytes of UTF-8 payload, which are valid only within the call. A code that was located
 * but whose content failed its checksum comes with is_damaged and without payload. `corners` are x, y by turns of the four
 * corners in order around the code.
 */
typedef void (*SohoaBarcodeFound)(void *context, const char *text, int length, int is_damaged, const int corners[8]);

/*
 * Looks for codes in 8-bit gray pixels, row by row: for QR codes in any direction, for one linear code whose bars stand
 * side by side. Returns how many were reported, -1 when ZXing threw.
 */
int sohoa_read_barcodes(const uint8_t *pixels, int width, int height, int stride, SohoaSymbology symbology,
                        SohoaBinarizer binarizer, int try_harder, SohoaBarcodeFound found, void *context);

#ifdef __cplusplus
}
#endif
