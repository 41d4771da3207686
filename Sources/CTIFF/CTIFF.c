#include "CTIFF.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

struct SohoaTIFF {
    TIFF *tiff;
    SohoaTIFFPage page;
    int messages;
    char message[256];
};

static void count_message(SohoaTIFF *self, const char *format, va_list arguments)
{
    if (self->messages++ == 0)
        vsnprintf(self->message, sizeof self->message, format, arguments);
}

static int keep_error(TIFF *tiff, void *owner, const char *module, const char *format, va_list arguments)
{
    (void)tiff;
    (void)module;
    count_message(owner, format, arguments);
    return 1;
}

/*
 * The fax codecs report damaged data as warnings, and libjpeg's own complaints come as the bare message. Other
 * warnings speak about tags and sampling factors, not about pixels.
 */
static int keep_warning(TIFF *tiff, void *owner, const char *module, const char *format, va_list arguments)
{
    (void)tiff;
    (void)module;
    SohoaTIFF *self = owner;
    uint16_t compression = self->page.compression;
    int is_fax = compression == COMPRESSION_CCITTRLE || compression == COMPRESSION_CCITTFAX3
        || compression == COMPRESSION_CCITTFAX4 || compression == COMPRESSION_CCITTRLEW;
    if (is_fax || strcmp(format, "%s") == 0)
        count_message(self, format, arguments);
    return 1;
}

static int alpha_kind(TIFF *tiff)
{
    uint16_t count = 0;
    uint16_t *kinds = NULL;
    if (!TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) || count == 0 || kinds == NULL)
        return 0;
    switch (kinds[0]) {
    case EXTRASAMPLE_ASSOCALPHA: return 1;
    case EXTRASAMPLE_UNASSALPHA: return 2;
    default: return -1;
    }
}

static void read_tags(SohoaTIFF *self)
{
    SohoaTIFFPage *page = &self->page;
    TIFF *tiff = self->tiff;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page->width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page->height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &page->bits_per_sample);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &page->samples_per_pixel);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &page->compression);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &page->planar_config);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &page->orientation);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_FILLORDER, &page->fill_order);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &page->rows_per_strip);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &page->photometric))
        page->photometric = page->samples_per_pixel >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISWHITE;
    page->is_tiled = TIFFIsTiled(tiff);
    page->strips = page->is_tiled ? 0 : TIFFNumberOfStrips(tiff);
    page->alpha = alpha_kind(tiff);
}

SohoaTIFF *sohoa_tiff_open(const char *path, uint64_t directory_offset, uint64_t memory_limit)
{
    SohoaTIFF *self = calloc(1, sizeof *self);
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (self == NULL || options == NULL) {
        free(self);
        TIFFOpenOptionsFree(options);
        return NULL;
    }
    TIFFOpenOptionsSetErrorHandlerExtR(options, keep_error, self);
    TIFFOpenOptionsSetWarningHandlerExtR(options, keep_warning, self);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)memory_limit);
    /* h: not the first directory but ours; m: no memory map, a file cut while it is read must not kill us. */
    self->tiff = TIFFOpenExt(path, "rhm", options);
    TIFFOpenOptionsFree(options);
    if (self->tiff == NULL || !TIFFSetSubDirectory(self->tiff, directory_offset)) {
        sohoa_tiff_close(self);
        return NULL;
    }
    read_tags(self);
    /* What is odd about the tags does not speak about the pixels. */
    self->messages = 0;
    self->message[0] = 0;
    return self;
}

void sohoa_tiff_close(SohoaTIFF *self)
{
    if (self == NULL)
        return;
    if (self->tiff != NULL)
        TIFFClose(self->tiff);
    free(self);
}

void sohoa_tiff_expect_no_line_ends(SohoaTIFF *self)
{
    /* The codec for such lines goes by another name, under which they begin at whole bytes. */
    if (TIFFSetField(self->tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTRLE))
        TIFFSetField(self->tiff, TIFFTAG_FAXMODE, FAXMODE_NORTC | FAXMODE_NOEOL);
    self->messages = 0;
    self->message[0] = 0;
}

void sohoa_tiff_ignore_fill_order(SohoaTIFF *self) { TIFFSetField(self->tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB); }

SohoaTIFFPage sohoa_tiff_page(const SohoaTIFF *self) { return self->page; }

const char *sohoa_tiff_message(const SohoaTIFF *self) { return self->message; }

int sohoa_tiff_message_count(const SohoaTIFF *self) { return self->messages; }

uint32_t sohoa_tiff_read_rows(SohoaTIFF *self, uint8_t *rows, size_t stride)
{
    tmsize_t size = TIFFScanlineSize(self->tiff);
    if (size <= 0 || self->page.is_tiled)
        return 0;
    uint8_t *row = malloc((size_t)size);
    if (row == NULL)
        return 0;
    uint32_t y = 0;
    for (; y < self->page.height; y++) {
        if (TIFFReadScanline(self->tiff, row, y, 0) < 0)
            break;
        memcpy(rows + (size_t)y * stride, row, (size_t)size < stride ? (size_t)size : stride);
    }
    free(row);
    return y;
}

int sohoa_tiff_read_rgba(SohoaTIFF *self, uint32_t *pixels)
{
    const SohoaTIFFPage *page = &self->page;
    /* Asking for the orientation that the file has makes libtiff leave the rows as they are stored. */
    if (!TIFFReadRGBAImageOriented(self->tiff, page->width, page->height, pixels, page->orientation, 1))
        return 0;
    size_t count = (size_t)page->width * page->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t p = pixels[i];
        pixels[i] = TIFFGetR(p) << 24 | TIFFGetG(p) << 16 | TIFFGetB(p) << 8 | TIFFGetA(p);
    }
    return 1;
}

const uint8_t *sohoa_tiff_jpeg_tables(SohoaTIFF *self, uint32_t *length)
{
    void *tables = NULL;
    *length = 0;
    if (!TIFFGetField(self->tiff, TIFFTAG_JPEGTABLES, length, &tables))
        return NULL;
    return tables;
}
