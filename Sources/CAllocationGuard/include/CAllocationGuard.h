#pragma once
#include <stddef.h>

/*
 * A process with a memory limit gets null from malloc, and image libraries report that as a broken file or go on with
 * less: a good page would be called corrupt, or lose a code, for want of memory. With the guard on, the process ends
 * instead, and whoever started it knows why.
 *
 * An absurdly large request is refused as usual: such sizes come from broken files, and libraries expect it.
 */

/* From now on a failed allocation of at most `plausible` bytes ends the process with this exit code. */
void allocation_guard_start(size_t plausible, int exit_code);
