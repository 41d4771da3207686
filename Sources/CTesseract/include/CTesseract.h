#pragma once
#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <tesseract/capi.h>

/*
 * libtesseract hands every line image from one of its parts to another as a PNG in memory, which costs about a tenth
 * of a page's time. While quick line images are on for the calling thread, this library's own pixWriteMem (which
 * stands before Leptonica's in symbol lookup) writes Leptonica's uncompressed serial form instead; pixReadMem knows
 * both. Everywhere else pixWriteMem does what it always did.
 */

/* Turns quick line images on or off for the calling thread. */
void sohoa_quick_line_images(bool on);

/* Whether a picture survives the quick form bit by bit, and Leptonica's own pixWriteMem was found. Run once at start. */
bool sohoa_quick_line_images_work(void);

/* How many pictures the calling thread has written in the quick form: tells whether libtesseract calls ours. */
unsigned long sohoa_quick_line_image_count(void);
