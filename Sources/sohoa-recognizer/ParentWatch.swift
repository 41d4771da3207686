import Foundation
import RecognizerProtocol

/// Ends the process when nobody is left to take its answers, even in the middle of a page.
///
/// `PR_SET_PDEATHSIG` would not do: it follows the *thread* that started the child, and never reaches a tool that the
/// child started.
enum ParentWatch {
    /// Starts a thread that waits for the other end of the output to close. Files and terminals never do.
    static func start(output: Int32) {
        let thread = Thread {
            var watched = pollfd(fd: output, events: 0, revents: 0)
            while poll(&watched, 1, -1) < 0, errno == EINTR {}
            guard watched.revents & Int16(POLLERR | POLLHUP) != 0 else { return }
            // Tools stand in our group; when started by hand, the group may be a shell's.
            if getpgrp() == getpid() { kill(0, SIGKILL) }
            _exit(RecognizerExitCode.system)
        }
        thread.stackSize = 128 << 10
        thread.start()
    }
}
