import ArtifactStore
import Basics
import Dossiers
import Foundation

/// The PDFs of documents under names that a person can open: `documents/<case>/<component>-<digest>.pdf` in the data home,
/// each a symbolic link to the artifact.
///
/// A link is made when a document is first named to somebody, so that it costs nothing before, and its name holds the
/// beginning of the content's digest, so that it never comes to mean another content: nothing has to be kept in step.
/// Links are neither backed up nor checked; they can be deleted at any time. A copy would double what is stored, and a
/// second hard link would keep what was discarded.
public struct DocumentLinks: Sendable {
    private let home: DataHome
    private let store: ArtifactStore

    public init(office: OpenHome) { (home, store) = (office.home, office.store) }

    /// Digits of the digest in a name.
    private static let digits = 8

    /// Absolute path under which a document's file can be opened. Blocks briefly.
    /// - Returns: the artifact's own path where no link can be made.
    public func path(of file: ContentDigest, caseCode: CaseCode, component: ComponentCode) -> String {
        let artifact = store.url(for: file).path(percentEncoded: false)
        // Both codes are validated values: neither can lead out of the folder.
        let folder = "\(home.documents)/\(caseCode.rawValue)"
        guard store.contains(file), let target = relative(artifact), makeFolder(folder) else { return artifact }
        for digits in [Self.digits, file.rawValue.count] {
            let link = "\(folder)/\(component.rawValue)-\(file.rawValue.prefix(digits)).pdf"
            if symlink(target, link) == 0 { return link }
            guard errno == EEXIST else { break }
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == target { return link }
        }
        return artifact
    }

    /// Within the data home, so that links stay good when it is moved.
    private func relative(_ artifact: String) -> String? {
        guard artifact.hasPrefix(home.path + "/") else { return nil }
        return "../../" + artifact.dropFirst(home.path.count + 1)
    }

    private func makeFolder(_ folder: String) -> Bool {
        for path in [home.documents, folder] where mkdir(path, 0o700) != 0 && errno != EEXIST { return false }
        return true
    }
}
