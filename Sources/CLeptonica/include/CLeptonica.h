#pragma once
#include <leptonica/allheaders.h>
#include <stdint.h>

/*
 * Leptonica 1.82 shows struct Pix, 1.83 hides it. Only the accessors of the public API are used, so that both build;
 * the internal header is included only to keep the Swift type of a handle the same, a typed pointer.
 */
#if LIBLEPT_MAJOR_VERSION == 1 && LIBLEPT_MINOR_VERSION >= 83
#include <leptonica/pix_internal.h>
#endif
