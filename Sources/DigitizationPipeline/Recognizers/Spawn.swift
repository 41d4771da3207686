import CProcess
import Glibc

/// `posix_spawn` with what a child of this program needs.
enum Spawn {
    /// Starts a program in a process group of its own, with default signals and no descriptor but the three streams.
    ///
    /// - Parameters:
    ///   - streams: descriptors for its standard input, output and error.
    /// - Throws: ``RecognizerError/notStarted(_:)``.
    static func run(
        _ executable: String, arguments: [String], environment: [String: String], streams: [Int32]
    ) throws(RecognizerError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { throw .notStarted("no memory") }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { throw .notStarted("no memory") }
        defer { posix_spawnattr_destroy(&attributes) }

        try prepare(&actions, streams: streams)
        try prepare(&attributes)

        var id = pid_t()
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let code = withCStrings([executable] + arguments) { arguments in
            withCStrings(variables) { posix_spawn(&id, executable, &actions, &attributes, arguments, $0) }
        }
        try check(code, "cannot run \(executable)")
        return id
    }

    private static func prepare(
        _ actions: inout posix_spawn_file_actions_t, streams: [Int32]
    ) throws(RecognizerError) {
        for (target, source) in streams.enumerated() {
            try check(posix_spawn_file_actions_adddup2(&actions, source, Int32(target)), "cannot redirect")
        }
        // The worker's database and artifacts are none of the child's business.
        try check(cprocess_add_close_from(&actions, Int32(streams.count)), "cannot close")
    }

    private static func prepare(_ attributes: inout posix_spawnattr_t) throws(RecognizerError) {
        var everySignal = sigset_t()
        var noSignal = sigset_t()
        sigfillset(&everySignal)
        sigemptyset(&noSignal)
        let flags = Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        try check(posix_spawnattr_setflags(&attributes, flags), "cannot set flags")
        try check(posix_spawnattr_setpgroup(&attributes, 0), "cannot make a group")
        try check(posix_spawnattr_setsigdefault(&attributes, &everySignal), "cannot reset signals")
        try check(posix_spawnattr_setsigmask(&attributes, &noSignal), "cannot unblock signals")
    }

    private static func check(_ code: Int32, _ what: String) throws(RecognizerError) {
        guard code == 0 else { throw .notStarted("\(what): errno \(code)") }
    }

    /// Calls with a null-terminated array of C strings.
    private static func withCStrings(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
