import Basics
import Foundation
import Ledger
import Office

/// The file in which `sohoa login` keeps what the next commands prove by who acts. Readable by its owner only; a file that
/// others can read is not used: whoever read it could act under the person's name.
struct TokenFile: Sendable {
    let path: String
    /// Whether somebody named it: then it must be there.
    let isNamed: Bool

    private static let maxBytes = 256

    /// - Parameters:
    ///   - given: the path of `--token-file`; else `$SOHOA_TOKEN_FILE`, else one for each data home in
    ///     `$XDG_CONFIG_HOME/sohoa/sign-in`, where `~/.config` stands for an unset variable.
    ///   - home: the data home that the sign-in is for.
    init(_ given: String?, home: DataHome, environment: [String: String] = ProcessInfo.processInfo.environment) {
        if let named = given ?? environment["SOHOA_TOKEN_FILE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            (path, isNamed) = (named, true)
            return
        }
        let config = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = config ?? FileManager.default.homeDirectoryForCurrentUser.path(percentEncoded: false) + "/.config"
        path = "\(folder)/sohoa/sign-in/\(AuditHash.hex(of: [home.path]).prefix(16))"
        isNamed = false
    }

    /// The token; `nil` when there is no such file and nobody named one.
    /// - Throws: `Refusal` `token_file_missing`, `token_file_exposed`, `token_file_damaged`.
    func read() throws(Refusal) -> SessionToken? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT, !isNamed { return nil }
            throw errno == ENOENT ? Self.missing(path) : errno == ELOOP ? Self.exposed(path) : Self.damaged(path)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Self.damaged(path) }
        guard status.st_uid == getuid(), status.st_mode & 0o077 == 0 else { throw Self.exposed(path) }
        var bytes = [UInt8](repeating: 0, count: Self.maxBytes)
        let count = Glibc.read(file, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        guard let token = SessionToken(text: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Self.damaged(path)
        }
        return token
    }

    /// Puts a token in place of whatever is there, in one step.
    /// - Throws: `Refusal` `token_file_not_made`.
    func write(_ token: SessionToken) throws(Refusal) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path(percentEncoded: false)
        if !isNamed {
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let part = "\(path).\(getpid())"
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.notMade(path) }
        let bytes = Array("\(token.text)\n".utf8)
        let isWritten = Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(part, path) == 0 else {
            unlink(part)
            throw Self.notMade(path)
        }
    }

    /// One that is not there is no fault.
    func remove() { unlink(path) }

    private static func missing(_ path: String) -> Refusal {
        Refusal(
            "token_file_missing", .unauthenticated, "Không có tệp đăng nhập \(path); hãy chạy sohoa login.",
            "There is no sign-in file \(path); run sohoa login.")
    }

    private static func exposed(_ path: String) -> Refusal {
        Refusal(
            "token_file_exposed", .unauthenticated,
            "Tệp đăng nhập \(path) không phải của bạn hoặc người khác đọc được; hãy chạy chmod 600, hoặc sohoa login lại.",
            "The sign-in file \(path) is not yours, or others can read it; run chmod 600, or sohoa login again.")
    }

    private static func damaged(_ path: String) -> Refusal {
        Refusal(
            "token_file_damaged", .unauthenticated, "Tệp đăng nhập \(path) không đọc được; hãy chạy sohoa login lại.",
            "The sign-in file \(path) cannot be read; run sohoa login again.")
    }

    private static func notMade(_ path: String) -> Refusal {
        Refusal(
            "token_file_not_made", .cannotCreate, "Không ghi được tệp đăng nhập \(path).",
            "The sign-in file \(path) cannot be written.")
    }
}
