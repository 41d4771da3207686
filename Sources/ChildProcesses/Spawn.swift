import CProcess
import Glibc

/// A child process that could not be started.
public struct SpawnFault: Error, Hashable, Sendable {
    /// What could not be done, English.
    public let step: String
    /// What the system said; 0 when it did not say.
    public let number: Int32

    init(_ step: String, _ number: Int32 = 0) { (self.step, self.number) = (step, number) }

    public var description: String { number == 0 ? step : "\(step): errno \(number)" }
}

/// The one way in which this project starts programs: `posix_spawn`, no shell, nothing inherited but three streams.
enum Spawn {
    /// To which process group the child belongs.
    enum Group {
        /// One of its own, so that it can be killed with all that it starts.
        case own
        /// The caller's: who kills the caller's group kills it too.
        case callers
    }

    /// Starts a program with default signals.
    /// - Parameters:
    ///   - executable: a path, or a name to be looked up in `PATH`.
    ///   - arguments: those after the name.
    ///   - environment: all variables; `nil` for the caller's.
    ///   - streams: descriptors for its standard input, output and error; -1 for `/dev/null`.
    static func run(
        _ executable: String, arguments: [String], environment: [String: String]? = nil, streams: [Int32],
        group: Group
    ) throws(SpawnFault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { throw SpawnFault("no memory") }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { throw SpawnFault("no memory") }
        defer { posix_spawnattr_destroy(&attributes) }

        try prepare(&actions, streams: streams)
        try prepare(&attributes, group)

        var id = pid_t()
        let code = withCStrings([executable] + arguments) { arguments in
            guard let environment else {
                return posix_spawnp(&id, executable, &actions, &attributes, arguments, environ)
            }
            let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return withCStrings(variables) { posix_spawnp(&id, executable, &actions, &attributes, arguments, $0) }
        }
        try check(code, "cannot run \(executable)")
        return id
    }

    private static func prepare(_ actions: inout posix_spawn_file_actions_t, streams: [Int32]) throws(SpawnFault) {
        for (target, source) in streams.enumerated() {
            let target = Int32(target)
            try check(
                source < 0
                    ? posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
                    : posix_spawn_file_actions_adddup2(&actions, source, target), "cannot redirect")
        }
        // The caller's database and artifacts are none of the child's business.
        try check(cprocess_add_close_from(&actions, Int32(streams.count)), "cannot close")
    }

    private static func prepare(_ attributes: inout posix_spawnattr_t, _ group: Group) throws(SpawnFault) {
        var everySignal = sigset_t()
        var noSignal = sigset_t()
        sigfillset(&everySignal)
        sigemptyset(&noSignal)
        var flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        if group == .own {
            flags |= Int16(POSIX_SPAWN_SETPGROUP)
            try check(posix_spawnattr_setpgroup(&attributes, 0), "cannot make a group")
        }
        try check(posix_spawnattr_setflags(&attributes, flags), "cannot set flags")
        try check(posix_spawnattr_setsigdefault(&attributes, &everySignal), "cannot reset signals")
        try check(posix_spawnattr_setsigmask(&attributes, &noSignal), "cannot unblock signals")
    }

    private static func check(_ code: Int32, _ what: String) throws(SpawnFault) {
        guard code == 0 else { throw SpawnFault(what, code) }
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
