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

    /// Whether a file holds the picture or a part of it.
    public func stands(in path: String) -> Bool {
        self.path == path || layers?.contains { $0.image.path == path } == true
    }

    /// Takes note that a file has another name now.
    public mutating func moved(from old: String, to new: String) {
        if path == old { path = new }
        layers = layers?.map { layer in
            var layer = layer
            layer.image.moved(from: old, to: new)
            return layer
        }
    }
}
