#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * A face of libjpeg for reading: at a reduced size where that is wanted, and with its complaints told apart into those
 * about pixels that are lost and those about what every decoder steps over.
 */

typedef struct SohoaJPEG SohoaJPEG;

/* What became of the data once it is decoded. */
typedef struct {
    /* Complaints about data that is missing or makes no sense: the pixels are not all there. */
    int faults;
    /* Stray bytes between segments or before the end, odd version numbers: no pixel is the worse for them. */
    int oddities;
    /* Bytes of data that are left over before the end: few, all pixels being there and nothing else amiss. */
    int leftovers;
    /* Whether the end-of-image marker is there. */
    int has_end;
    /* The first fault as libjpeg words it, "" when there was none. */
    char message[200];
} SohoaJPEGOutcome;

/*
 * Opens a JPEG in memory or in a file (then `bytes` is NULL) and reads its header; NULL when that cannot be made sense
 * of, or the process is one that libjpeg does not know. `bytes` must outlive the handle.
 *
 * eighths: size of the picture to be made, 1 to 8 eighths of the stored one.
 * transform: 0 when three components are red, green and blue and four are cyan, magenta, yellow and black whatever the
 * data says itself, 1 when they are not, -1 when the data says so itself (PDF's /ColorTransform).
 */
SohoaJPEG *sohoa_jpeg_open(const char *path, const uint8_t *bytes, size_t count, int eighths, int transform);
void sohoa_jpeg_close(SohoaJPEG *jpeg);

/*
 * Says what four components stand for, whoever wrote them: how much of each ink there is, or how much of it is left out.
 * Unasked, Adobe's marker decides, as in files. Before reading.
 */
void sohoa_jpeg_set_inks(SohoaJPEG *jpeg, int are_left_out);

/* Size of the picture to be made. */
uint32_t sohoa_jpeg_width(const SohoaJPEG *jpeg);
uint32_t sohoa_jpeg_height(const SohoaJPEG *jpeg);
/* 1 for gray, else 3. */
int sohoa_jpeg_channels(const SohoaJPEG *jpeg);

/*
 * Decodes the picture: gray as bytes, colour as words 0xRRGGBB00 in the machine's order, CMYK turned into colour.
 * `stride` bytes are between rows, a multiple of four.
 */
SohoaJPEGOutcome sohoa_jpeg_read(SohoaJPEG *jpeg, uint8_t *rows, size_t stride);
