#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * A face of libtiff for reading one page at a time. Directories are found by the caller, who has checked them; here pixels are
 * decoded. libtiff's messages go to the handle, never to stderr.
 */

typedef struct SohoaTIFF SohoaTIFF;

/* What the page's tags say; unset tags have the defaults of TIFF 6.0. */
typedef struct {
    uint32_t width;
    uint32_t height;
    uint16_t bits_per_sample;
    uint16_t samples_per_pixel;
    uint16_t photometric;
    uint16_t compression;
    uint16_t planar_config;
    uint16_t orientation;
    uint16_t fill_order;
    uint32_t strips;
    uint32_t rows_per_strip;
    int is_tiled;
    /* 0: none, 1: associated, 2: unassociated, -1: unspecified */
    int alpha;
} SohoaTIFFPage;

/* Opens the page whose directory stands at the offset; NULL when libtiff refuses it. */
SohoaTIFF *sohoa_tiff_open(const char *path, uint64_t directory_offset, uint64_t memory_limit);
void sohoa_tiff_close(SohoaTIFF *tiff);

/*
 * Has a Group 3 page of one dimension decoded as lines that follow each other without marks at their ends. Before
 * anything is read.
 */
void sohoa_tiff_expect_no_line_ends(SohoaTIFF *tiff);

/* Has the bits of bytes taken in the order that the codec gives them, whatever the page says. Before anything is read. */
void sohoa_tiff_ignore_fill_order(SohoaTIFF *tiff);

SohoaTIFFPage sohoa_tiff_page(const SohoaTIFF *tiff);

/* The first of them, "" when there was none. */
const char *sohoa_tiff_message(const SohoaTIFF *tiff);
/* How many errors and warnings about pixel data there were since the page was opened. */
int sohoa_tiff_message_count(const SohoaTIFF *tiff);

/*
 * Decodes rows of a contiguous, untiled page as they are stored. `stride` bytes are between rows.
 * Returns the number of rows that were decoded without an error; stops at the first error.
 */
uint32_t sohoa_tiff_read_rows(SohoaTIFF *tiff, uint8_t *rows, size_t stride);

/*
 * Decodes any page that libtiff can show into width * height pixels 0xRRGGBBAA, upright by the orientation as stored
 * (row 0 on top as in the file), alpha already multiplied in. Returns 0 on failure.
 */
int sohoa_tiff_read_rgba(SohoaTIFF *tiff, uint32_t *pixels);

/* The JPEG tables of a page compressed as JPEG; NULL when it has none. Valid until the handle is closed. */
const uint8_t *sohoa_tiff_jpeg_tables(SohoaTIFF *tiff, uint32_t *length);
