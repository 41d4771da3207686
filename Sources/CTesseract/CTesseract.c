#define _GNU_SOURCE
#include "CTesseract.h"

#include <dlfcn.h>

typedef l_ok (*write_mem_function)(l_uint8 **, size_t *, PIX *, l_int32);

static _Thread_local bool quick = false;
static _Thread_local unsigned long quick_count = 0;

void sohoa_quick_line_images(bool on) { quick = on; }

unsigned long sohoa_quick_line_image_count(void) { return quick_count; }

static write_mem_function leptonicas_own(void) {
    /* Looked up anew each time: dlsym locks, but this path is not a hot one. */
    return (write_mem_function)dlsym(RTLD_NEXT, "pixWriteMem");
}

/* Stands before Leptonica's function of this name, see the header. */
__attribute__((visibility("default"), used)) l_ok pixWriteMem(
    l_uint8 **data, size_t *size, PIX *picture, l_int32 format) {
    if (quick && format == IFF_PNG) {
        quick_count++;
        return pixWriteMemSpix(data, size, picture);
    }
    write_mem_function own = leptonicas_own();
    return own != NULL ? own(data, size, picture, format) : 1;
}

static bool survives(l_int32 depth) {
    PIX *picture = pixCreate(37, 11, depth);
    if (picture == NULL) return false;
    for (l_int32 y = 0; y < 11; y++)
        for (l_int32 x = 0; x < 37; x++)
            pixSetPixel(picture, x, y, (l_uint32)(x * 7 + y * 13) & ((1u << depth) - 1));
    l_uint8 *data = NULL;
    size_t size = 0;
    l_int32 same = 0;
    if (pixWriteMemSpix(&data, &size, picture) == 0) {
        PIX *again = pixReadMem(data, size);
        if (again != NULL) pixEqual(picture, again, &same);
        pixDestroy(&again);
    }
    lept_free(data);
    pixDestroy(&picture);
    return same != 0;
}

bool sohoa_quick_line_images_work(void) {
    return leptonicas_own() != NULL && survives(1) && survives(8);
}
