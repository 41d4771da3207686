import DocumentModel
import Glibc

extension EmbeddableImage {
    /// Removes the files that were written for the picture, when no document holds it.
    ///
    /// - Parameter path: with which their names begin; originals are named otherwise and stay.
    public func removeFiles(beginningWith path: String) {
        let own = [self.path, profile?.path, globals?.path, preview?.path].compactMap(\.self)
        for file in own where file.hasPrefix(path) { unlink(file) }
        for layer in layers ?? [] { layer.image.removeFiles(beginningWith: path) }
    }
}
