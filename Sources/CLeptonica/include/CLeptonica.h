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

/*
 * The bits of an 8-bit picture without palette that are darker than a threshold, 0 to 256: what pixThresholdToBinary
 * gives, at a fifth of the cost. NULL for other pictures and when memory does not suffice.
 */
PIX *sohoa_ink(PIX *picture, int32_t threshold);

/*
 * An 8-bit picture without palette with its ground made white and its print black: what pixCleanBackgroundToWhite gives
 * with gamma 1, black 70 and white 190, in one pass over the pixels instead of two; where print is pale, its darker
 * quarter becomes black. NULL for other pictures and when memory does not suffice.
 */
PIX *sohoa_white_ground(PIX *picture);

/*
 * A picture scaled by a factor as pixScale does it, resolution aside; for 8-bit ones without palette that shrink to
 * between 0.2 and 0.7 at a quarter of the cost, since columns are summed up first, many at a time.
 */
PIX *sohoa_scaled(PIX *picture, float factor);

/*
 * A picture scaled by a factor below 1 as pixScaleAreaMap does it, resolution aside; for 8-bit ones without palette
 * and factors between 0.2 and 0.7 at a third of the cost.
 */
PIX *sohoa_averaged(PIX *picture, float factor);

/*
 * Makes an 8-bit picture white where a mask in bits is set and in the pixels around, diagonal ones included: what
 * dilating the mask by a brick of 3 and pixSetMasked do, in a tenth of the time where little is set. 1 for other
 * pictures, else 0.
 */
int32_t sohoa_whiten_under(PIX *picture, PIX *mask);
