import Foundation
import Synchronization

/// A PostgreSQL server of this test run's own: a temporary cluster on a Unix socket, shared by all tests of the process and
/// gone with it, however the process ends.
public final class PostgresCluster: Sendable {
    /// Where the server's socket is.
    public let socketDirectory: String
    /// The server's data.
    public let dataDirectory: String
    /// Closed when this process ends, upon which the shell that watches it stops the server and removes its folder.
    private let lifeline: Int32

    /// Whether Debian's package is there.
    public static var isInstalled: Bool { programs != nil }
    /// Why tests that need it do not run.
    public static let absence = "the Debian package postgresql-15 is not installed (see Tests/packages)"

    /// The server that this process shares; started when it is asked for the first time.
    public static func shared() async throws -> PostgresCluster { try await sharedTask.value }

    private static let sharedTask = Task {
        try await withCheckedThrowingContinuation { continuation in
            // It takes seconds, and blocks.
            DispatchQueue.global().async { continuation.resume(with: Result { try PostgresCluster() }) }
        }
    }

    /// How a client reaches one of its databases.
    public func address(of database: String) -> String { "host=\(socketDirectory) user=sohoa dbname=\(database)" }

    /// The folder of the newest server from 15 on.
    private static let programs: String? = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return all.compactMap(Int.init).filter { $0 >= 15 }.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }()

    private struct Failure: Error, CustomStringConvertible { var description: String }

    /// Starts a server; blocks until it answers.
    /// - Parameter isDurable: whether commits wait for the disk, as those of a real server do.
    public init(isDurable: Bool = false) throws {
        guard let programs = Self.programs else { throw Failure(description: Self.absence) }
        // Short: the path of a socket may not have more than 107 bytes.
        let root = "/tmp/sohoa-pg-\(UInt32.random(in: .min ... .max))"
        (socketDirectory, dataDirectory) = (root, root + "/data")
        let asUser = try Self.makeFolder(root)
        try Self.run(
            asUser + [
                "\(programs)/initdb", "-D", dataDirectory, "-U", "sohoa", "--auth=trust", "-E", "UTF8", "--locale=C",
                "--no-sync",
            ])
        let common = [
            "listen_addresses=", "unix_socket_directories=\(root)", "max_connections=200", "shared_buffers=64MB",
            "wal_level=minimal", "max_wal_senders=0", "max_wal_size=2GB", "jit=off",
        ]
        // Otherwise nobody needs what is in it after a crash of the machine.
        let settings = common + (isDurable ? [] : ["fsync=off", "full_page_writes=off", "autovacuum=off"])
        let server =
            asUser + ["\(programs)/postgres", "-D", dataDirectory] + settings.flatMap { ["-c", $0] }
        let script = "\"$@\" > \(root)/log 2>&1 & read -r line; kill -QUIT $!; wait $!; rm -rf \(root)"
        let shell = try RunningProgram("/bin/sh", ["-c", script, "sh"] + server, environment: Self.environment)
        (lifeline, _) = (shell.input, close(shell.output))
        close(shell.errors)
        // The socket is there a little before the server takes connections.
        try Self.waitUntil(log: "\(root)/log") {
            (try? Self.run(["\(programs)/pg_isready", "-q", "-h", root])) != nil
        }
    }

    /// Makes the folder of the cluster, of whoever runs the server.
    /// - Returns: what a command begins with to run as that user: the server refuses to be run by root.
    private static func makeFolder(_ path: String) throws -> [String] {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        guard geteuid() == 0 else { return [] }
        guard let user = getpwnam("postgres") ?? getpwnam("nobody") else { throw Failure(description: "no user") }
        let (uid, gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
        guard chown(path, uid, gid) == 0 else { throw Failure(description: "chown: errno \(errno)") }
        return ["/usr/bin/setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups"]
    }

    private static func run(_ command: [String]) throws {
        let program = try RunningProgram(command[0], Array(command.dropFirst()), environment: environment)
        close(program.input)
        let output = FileHandle(fileDescriptor: program.output, closeOnDealloc: true)
        let errors = FileHandle(fileDescriptor: program.errors, closeOnDealloc: true)
        let told = try output.readToEnd() ?? Data()
        let text = String(decoding: told + (try errors.readToEnd() ?? Data()), as: UTF8.self)
        var status: Int32 = 0
        while waitpid(program.pid, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else { throw Failure(description: "\(command[0]): \(text)") }
    }

    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=/nonexistent"]

    private static func waitUntil(log: String, _ isReady: () -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !isReady() {
            guard ContinuousClock.now < deadline else {
                throw Failure(description: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "no server")
            }
            // The server tells nobody when it takes connections: pg_isready has to be asked again.
            usleep(20_000)
        }
    }
}
