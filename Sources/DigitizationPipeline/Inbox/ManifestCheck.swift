import Basics
import Crypto
import Dossiers
import Foundation
import Office

/// Compares the files of a batch with the digests in its `batch.json`. A file is read again only when it has changed.
struct ManifestCheck: Sendable {
    private var manifest: (status: InboxStatus, value: BatchManifest?)?
    private var digests: [InboxName: (status: InboxStatus, digest: ContentDigest?)] = [:]

    /// Whether the manifest wants the batch to go before others.
    var isUrgent: Bool { manifest?.value?.isUrgent ?? false }

    /// Blocks for as long as reading the files takes.
    mutating func compare(_ snapshot: BatchSnapshot, at path: String) -> CompletenessEvidence.Manifest {
        guard let listed = read(snapshot, at: path)?.digests, !listed.isEmpty else { return .none }
        let files = snapshot.files.filter { $0.status.kind == .file }
        let names = ManifestFileNames(files.map { Self.nfc($0.name.text) }, normalize: Self.nfc)
        let places = listed.keys.reduce(into: [String: Int]()) { $0[$1] = names.place(of: $1) }
        let missing = listed.keys.filter { places[$0] == nil }
        guard missing.isEmpty else { return .missing(missing.sorted()) }
        let wrong = listed.filter { name, digest in
            places[name].map { self.digest(of: files[$0], at: path) != digest } ?? true
        }
        guard wrong.isEmpty else { return .wrong(wrong.keys.sorted()) }
        return .matches(hasUnlistedFiles: Set(places.values).count < snapshot.files.count)
    }

    /// A manifest that means nothing counts as none: what is wrong with it is said once the batch is taken.
    private mutating func read(_ snapshot: BatchSnapshot, at path: String) -> BatchManifest? {
        guard let entry = snapshot.manifest else {
            self = ManifestCheck()
            return nil
        }
        if let manifest, manifest.status == entry.status { return manifest.value }
        let data = InboxFiles.contents(path + "/" + BatchManifest.fileName, upTo: Reception.maxManifestSize)
        let value = data.flatMap { try? BatchManifest(json: $0) }
        manifest = (entry.status, value)
        return value
    }

    private mutating func digest(of file: BatchSnapshot.Entry, at path: String) -> ContentDigest? {
        let known = digests[file.name]
        if let known, known.status == file.status, known.digest != nil { return known.digest }
        // One that grows is not read at every look.
        let isGrowing = known.map { $0.status != file.status } ?? false
        let isRead = file.name.isReadable && !isGrowing
        let digest = isRead ? Self.digest(of: path + "/" + file.name.text) : nil
        digests[file.name] = (file.status, digest)
        return digest
    }

    private static func digest(of path: String) -> ContentDigest? {
        (try? CustodyFiles.digest(of: path)).flatMap { ContentDigest(rawValue: $0.digest) }
    }

    private static func nfc(_ name: String) -> String { name.precomposedStringWithCanonicalMapping }
}
