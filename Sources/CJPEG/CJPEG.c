#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

/* Largest file that is read. */
#define MOST_BYTES ((size_t)1 << 30)

struct SohoaJPEG {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    uint8_t *file;
    const uint8_t *start;
    /* Bytes of the data. */
    size_t size;
    int is_in_data;
    /* Whether all rows that the header states have been read. */
    int is_behind_last_row;
    /* -1 where the data decides. */
    int inks_are_left_out;
    SohoaJPEGOutcome outcome;
};

static void count_fault(SohoaJPEG *self, j_common_ptr info)
{
    if (self->outcome.faults++ == 0) {
        char text[JMSG_LENGTH_MAX];
        info->err->format_message(info, text);
        snprintf(self->outcome.message, sizeof self->outcome.message, "%s", text);
    }
}

static void give_up(j_common_ptr info)
{
    SohoaJPEG *self = info->client_data;
    count_fault(self, info);
    longjmp(self->escape, 1);
}

/*
 * Whether stray bytes before the end are padding: one value again and again. Others are the rest of data of which the
 * decoder lost track.
 */
static int is_padding(const SohoaJPEG *self, int count)
{
    const uint8_t *end = self->info.src->next_input_byte;
    for (int i = 2; i <= count; i++)
        if (end[-i] != end[-1])
            return 0;
    return end[-1] == 0 || end[-1] == 0xFF;
}

/*
 * Whether what is left over before the end marker is too little to be rows of the picture: every decoder shows all of it
 * then, but one bit that is wrong may be the cause, so that somebody should look.
 */
static int are_few_at_end(const SohoaJPEG *self, int count, int marker)
{
    return marker == 0xD9 && count <= 256 && (size_t)count * 200 <= self->size && !is_padding(self, count);
}

/*
 * Whether what is left over is a stretch between two restart markers behind the last row: some scanners write more rows
 * than their header states. The last row ended where a restart marker stands, so that the decoder has not lost track.
 */
static int are_rows_behind_last(const SohoaJPEG *self, int count, int marker)
{
    const uint8_t *end = self->info.src->next_input_byte;
    if (!self->is_behind_last_row || self->info.restart_interval == 0 || (marker != 0xD9 && (marker & 0xF8) != 0xD0))
        return 0;
    return end - self->start >= count + 2 &&
           end[-count - 2] == 0xFF && (end[-count - 1] & 0xF8) == 0xD0;
}

static void take_message(j_common_ptr info, int level)
{
    SohoaJPEG *self = info->client_data;
    if (level >= 0)
        return;
    switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
        /* Data that is really missing is complained about a second time when it is asked for. */
        self->outcome.has_end = 0;
        return;
    case JWRN_EXTRANEOUS_DATA:
        if (self->is_in_data && are_few_at_end(self, info->err->msg_parm.i[0], info->err->msg_parm.i[1]))
            self->outcome.leftovers += info->err->msg_parm.i[0];
        else if (are_rows_behind_last(self, info->err->msg_parm.i[0], info->err->msg_parm.i[1]))
            self->outcome.leftovers += info->err->msg_parm.i[0];
        else if (!self->is_in_data || (info->err->msg_parm.i[1] == 0xD9 && is_padding(self, info->err->msg_parm.i[0])))
            self->outcome.oddities++;
        else
            count_fault(self, info);
        return;
    case JWRN_JFIF_MAJOR:
    case JWRN_ADOBE_XFORM:
        self->outcome.oddities++;
        return;
    default:
        count_fault(self, info);
    }
}

static void say_nothing(j_common_ptr info) { (void)info; }

static void choose_colours(SohoaJPEG *self, int transform)
{
    struct jpeg_decompress_struct *info = &self->info;
    if (info->num_components == 3 && transform >= 0)
        info->jpeg_color_space = transform ? JCS_YCbCr : JCS_RGB;
    if (info->num_components == 4 && transform >= 0)
        info->jpeg_color_space = transform ? JCS_YCCK : JCS_CMYK;
    if (info->num_components == 1)
        info->out_color_space = JCS_GRAYSCALE;
    else if (info->num_components == 4)
        info->out_color_space = JCS_CMYK;
    else
        info->out_color_space = JCS_EXT_XBGR;
}

static uint8_t *contents(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return NULL;
    uint8_t *bytes = NULL;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (size > 0 && (size_t)size <= MOST_BYTES && fseek(file, 0, SEEK_SET) == 0)
        bytes = malloc((size_t)size);
    *count = bytes != NULL ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return bytes;
}

SohoaJPEG *sohoa_jpeg_open(const char *path, const uint8_t *bytes, size_t count, int eighths, int transform)
{
    SohoaJPEG *self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->outcome.has_end = 1;
    self->inks_are_left_out = -1;
    self->info.err = jpeg_std_error(&self->errors);
    self->info.client_data = self;
    self->errors.error_exit = give_up;
    self->errors.emit_message = take_message;
    self->errors.output_message = say_nothing;
    if (setjmp(self->escape) != 0) {
        sohoa_jpeg_close(self);
        return NULL;
    }
    jpeg_create_decompress(&self->info);
    if (bytes == NULL)
        bytes = self->file = contents(path, &count);
    if (bytes == NULL) {
        sohoa_jpeg_close(self);
        return NULL;
    }
    self->start = bytes;
    self->size = count;
    jpeg_mem_src(&self->info, bytes, count);
    jpeg_read_header(&self->info, TRUE);
    int known = self->info.num_components == 1 || self->info.num_components == 3 || self->info.num_components == 4;
    if (!known || eighths < 1 || eighths > 8) {
        sohoa_jpeg_close(self);
        return NULL;
    }
    choose_colours(self, transform);
    self->info.scale_num = (unsigned)eighths;
    self->info.scale_denom = 8;
    jpeg_calc_output_dimensions(&self->info);
    return self;
}

void sohoa_jpeg_close(SohoaJPEG *self)
{
    if (self == NULL)
        return;
    jpeg_destroy_decompress(&self->info);
    free(self->file);
    free(self);
}

void sohoa_jpeg_set_inks(SohoaJPEG *self, int are_left_out) { self->inks_are_left_out = are_left_out; }

uint32_t sohoa_jpeg_width(const SohoaJPEG *self) { return self->info.output_width; }
uint32_t sohoa_jpeg_height(const SohoaJPEG *self) { return self->info.output_height; }
int sohoa_jpeg_channels(const SohoaJPEG *self) { return self->info.num_components == 1 ? 1 : 3; }

/* Without the end marker scans may be missing that libjpeg does not miss. */
static int has_all_scans(const SohoaJPEG *self)
{
    const struct jpeg_decompress_struct *info = &self->info;
    if (info->coef_bits != NULL) {
        for (int component = 0; component < info->num_components; component++)
            for (int k = 0; k < DCTSIZE2; k++)
                if (info->coef_bits[component][k] != 0)
                    return 0;
        return 1;
    }
    return info->comps_in_scan == info->num_components || info->input_scan_number >= info->num_components;
}

static void words_from_cmyk(const SohoaJPEG *self, const uint8_t *inks, uint32_t *words)
{
    /* Adobe writes how much of the ink is left out. */
    int are_left_out = self->inks_are_left_out >= 0 ? self->inks_are_left_out : self->info.saw_Adobe_marker;
    int flip = are_left_out ? 0 : 255;
    for (JDIMENSION x = 0; x < self->info.output_width; x++, inks += 4) {
        uint32_t k = inks[3] ^ flip;
        uint32_t r = (inks[0] ^ flip) * k / 255, g = (inks[1] ^ flip) * k / 255, b = (inks[2] ^ flip) * k / 255;
        words[x] = r << 24 | g << 16 | b << 8;
    }
}

SohoaJPEGOutcome sohoa_jpeg_read(SohoaJPEG *self, uint8_t *rows, size_t stride)
{
    struct jpeg_decompress_struct *info = &self->info;
    uint8_t *volatile inks = NULL;
    if (setjmp(self->escape) != 0) {
        free(inks);
        return self->outcome;
    }
    if (info->num_components == 4 && (inks = malloc((size_t)info->output_width * 4)) == NULL) {
        self->outcome.faults++;
        return self->outcome;
    }
    self->is_in_data = 1;
    jpeg_start_decompress(info);
    while (info->output_scanline < info->output_height) {
        uint8_t *row = rows + (size_t)info->output_scanline * stride;
        uint32_t *words = (uint32_t *)(void *)row;
        JSAMPROW line = inks != NULL ? inks : row;
        jpeg_read_scanlines(info, &line, 1);
        if (info->num_components == 4)
            words_from_cmyk(self, inks, words);
        else if (info->num_components == 3)
            for (JDIMENSION x = 0; x < info->output_width; x++)
                words[x] &= 0xFFFFFF00;
    }
    self->is_behind_last_row = 1;
    jpeg_finish_decompress(info);
    if (!self->outcome.has_end && !has_all_scans(self)) {
        self->outcome.faults++;
        snprintf(self->outcome.message, sizeof self->outcome.message, "scans are missing");
    }
    free(inks);
    return self->outcome;
}
