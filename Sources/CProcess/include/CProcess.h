#pragma once
#include <spawn.h>

/* GNU extensions for processes and files, which Swift's Glibc module does not show. */

/* pipe2 with O_CLOEXEC: no child that another thread starts at the same moment inherits an end. 0 or -1 with errno. */
int cprocess_pipe(int ends[2]);

/* posix_spawn_file_actions_addclosefrom_np: the child keeps no descriptor from `lowest` up. 0 or an errno. */
int cprocess_add_close_from(posix_spawn_file_actions_t *actions, int lowest);

/* syncfs: everything written to the file system of an open file is on disk. 0 or -1 with errno. */
int cprocess_syncfs(int descriptor);

/* Whether a process of this machine has the file of an open descriptor open for writing: 1 yes, 0 no, -1 when the file
   system or the file's owner does not let us know. The descriptor must be open for reading only. */
int cprocess_has_writer(int descriptor);
