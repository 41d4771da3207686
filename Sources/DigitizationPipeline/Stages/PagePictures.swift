import DocumentModel
import Foundation

/// The pictures of one batch that wait for their PDF between reading and assembling. They are derivatives: what is not
/// here any more, after a restart say, is taken from the original again.
actor PagePictures {
    nonisolated let folder: String
    private var images: [String: EmbeddableImage] = [:]

    /// - Parameter folder: a folder of the batch's own; made when it does not exist.
    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Where the recognizer may write the picture of the page with this reading key.
    nonisolated func path(forKey key: String) -> String { "\(folder)/\(key)" }

    func remember(_ image: EmbeddableImage, forKey key: String) { images[key] = image }

    func image(forKey key: String) -> EmbeddableImage? { images[key] }

    /// Removes the folder; originals that a picture points to lie elsewhere and stay.
    func forget() {
        images = [:]
        try? FileManager.default.removeItem(atPath: folder)
    }
}
