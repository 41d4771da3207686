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

/*
 * An 8-bit picture turned clockwise about its middle by an angle of at most 0.3 radians, on a canvas that holds all of
 * it, new ground white: what pixRotate gives with area mapping, at a fifth of the cost. Each column is moved up or
 * down, then each row sideways (two passes, after Catmull and Smith), so that neighbours in memory are handled alike.
 * NULL for other pictures and angles, and when memory does not suffice.
 */
PIX *sohoa_straightened(PIX *picture, float angle);
