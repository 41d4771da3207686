#include "CAllocationGuard.h"

#include <errno.h>
#include <unistd.h>

static size_t plausible_size = 0;
static int guarded_exit_code = 0;

void allocation_guard_start(size_t plausible, int exit_code) {
    guarded_exit_code = exit_code;
    plausible_size = plausible;
}

#if !defined(__has_feature) || !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))

/* glibc's allocator under the names that stay when a program defines its own (glibc manual, "Replacing malloc"). */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static void *checked(void *block, size_t size) {
    if (block == NULL && size > 0 && size <= plausible_size) _exit(guarded_exit_code);
    return block;
}

void *malloc(size_t size) { return checked(__libc_malloc(size), size); }

void *calloc(size_t count, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) total = 0;
    return checked(__libc_calloc(count, size), total);
}

void *realloc(void *block, size_t size) { return checked(__libc_realloc(block, size), size); }

void *memalign(size_t alignment, size_t size) { return checked(__libc_memalign(alignment, size), size); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
    void *made = memalign(alignment, size);
    if (made == NULL && size > 0) return ENOMEM;
    *block = made;
    return 0;
}

#endif
