import ArtifactStore
import Basics
import DigitizationPipeline
import DocumentModel
import Foundation
import PostalChannel
import Spreadsheets

/// The folder of one station from which spreadsheets are taken. All calls block.
///
/// `<station>/<file>` → `<station>/.postal/<number>/<file>` while it is taken → gone, or `<station>/.quarantine/<file>`
/// with the reason beside it.
struct PostalFolder: Sendable {
    /// The station's folder.
    let path: String

    /// What is called a spreadsheet, readable or not: one that is none is told what it is, and no batch of scans.
    private static let endings = InboxEndings.spreadsheets
    /// Files that are looked at in one round.
    private static let most = 200

    /// What tells whether a file has changed.
    struct FileStamp: Hashable, Sendable {
        var size: Int
        var modified: Int
    }

    /// A file under way.
    struct Claimed: Hashable, Sendable {
        /// Its folder's name under `.postal/`.
        var number: String
        var path: String
        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    private var claims: String { path + "/.postal" }

    /// Spreadsheets that lie there, by name. Links and folders are none.
    func waiting() -> [(name: String, look: FileStamp)] {
        names(in: path).filter { name in
            !name.hasPrefix(".") && Self.endings.contains { name.lowercased().hasSuffix($0) }
        }.prefix(Self.most).compactMap { name in look(at: "\(path)/\(name)").map { (name, $0) } }
    }

    /// Files that were claimed and are not taken yet, in the order in which they were claimed.
    func claimed() -> [Claimed] { names(in: claims).compactMap(claim) }

    /// One file under way; `nil` when it is gone.
    func claim(_ number: String) -> Claimed? {
        guard !number.contains("/"), let name = names(in: "\(claims)/\(number)").first else { return nil }
        return Claimed(number: number, path: "\(claims)/\(number)/\(name)")
    }

    /// Moves a file aside, so that nobody writes into it any more.
    /// - Parameter number: of its own for each file, sorting by time.
    func take(_ name: String, as number: String) throws -> Claimed {
        try FileManager.default.createDirectory(atPath: "\(claims)/\(number)", withIntermediateDirectories: true)
        let target = "\(claims)/\(number)/\(name)"
        do {
            try FileManager.default.moveItem(atPath: "\(path)/\(name)", toPath: target)
        } catch {
            try? FileManager.default.removeItem(atPath: "\(claims)/\(number)")
            throw error
        }
        return Claimed(number: number, path: target)
    }

    /// Removes a file that is recorded.
    func remove(_ claimed: Claimed) throws {
        try FileManager.default.removeItem(atPath: "\(claims)/\(claimed.number)")
    }

    /// Moves a file that can never be taken into quarantine, the reason first.
    func quarantine(_ claimed: Claimed, _ reason: PostalFileReason) throws {
        let folder = path + "/.quarantine"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var target = claimed.name
        if FileManager.default.fileExists(atPath: "\(folder)/\(target)") { target = "\(claimed.number).\(target)" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = URL(fileURLWithPath: "\(folder)/\(target).reason.json")
        try encoder.encode(reason).write(to: json, options: .atomic)
        let text = URL(fileURLWithPath: "\(folder)/\(target).reason.txt")
        try Data("\(claimed.name): \(reason.messageVi)\n\n\(reason.messageEn)\n".utf8).write(to: text, options: .atomic)
        try FileManager.default.moveItem(atPath: claimed.path, toPath: "\(folder)/\(target)")
        try remove(claimed)
    }

    private func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private func look(at path: String) -> FileStamp? {
        var raw = stat()
        guard lstat(path, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileStamp(size: Int(raw.st_size), modified: raw.st_mtim.tv_sec * 1_000_000_000 + raw.st_mtim.tv_nsec)
    }
}

/// Why a spreadsheet lies in quarantine, as it stands beside it.
struct PostalFileReason: Codable, Sendable {
    var code: String
    var messageVi: String
    var messageEn: String

    private enum CodingKeys: String, CodingKey {
        case code
        case messageVi = "message_vi"
        case messageEn = "message_en"
    }

    /// What an error says of a file; `nil` when another attempt may help.
    init?(_ error: any Error) {
        switch error {
        case let fault as SpreadsheetFault: self.init(fault.refusal)
        case let fault as FileFault: self.init(fault.refusal)
        case let fault as any ExplainedError: self.init(fault.refusal)
        // A fault of the machine, the rules or the ledger is not the file's.
        default: return nil
        }
    }

    init(_ refusal: Refusal) {
        code = refusal.code
        messageVi = refusal.vietnamese.text
        messageEn = refusal.english.text
    }
}
