#pragma once
#include <leptonica/allheaders.h>
#include <stdint.h>

/* Leptonica 1.82 shows struct Pix, 1.83 hides it. Only the accessors of the public API are used, so that both build. */
