import Basics
import Dossiers

/// Under which path somebody can open a file of a document. The door that shows the path says so: a path means something
/// on its own machine only.
public struct DocumentPaths: Sendable {
    /// Takes the file, and the component that it belongs to; `nil` for pages that are held back.
    let path: @Sendable (ContentDigest, ComponentSlot?) -> String

    public init(_ path: @escaping @Sendable (ContentDigest, ComponentSlot?) -> String) { self.path = path }
}
