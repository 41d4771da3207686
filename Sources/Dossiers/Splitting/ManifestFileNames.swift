/// Finds the file that a manifest means: stations write paths, other separators and other letter case than the disk has.
///
/// A name is taken as it stands when there is such a file; else without `./` and what Windows makes of it, else without
/// the folders before it, else in whatever letter case, each time only when one file alone fits.
public struct ManifestFileNames {
    private let normalize: (String) -> String
    private let exact: [String: Int]
    private let folded: [String: [Int]]

    /// - Parameters:
    ///   - fileNames: the batch's files in NFC.
    ///   - normalize: brings a name to NFC.
    public init(_ fileNames: [String], normalize: @escaping (String) -> String) {
        self.normalize = normalize
        exact = Dictionary(
            fileNames.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        folded = Dictionary(
            grouping: fileNames.indices, by: { WrittenCode.trimmed(fileNames[$0]).lowercased() })
    }

    /// The place of the file among the names; `nil` when there is none, or several fit.
    public func place(of written: String) -> Int? {
        let name = normalize(written)
        if let place = exact[name] { return place }
        let parts = Self.parts(name)
        guard let last = parts.last, !parts.contains("..") else { return nil }
        for candidate in [parts.joined(separator: "/"), String(last)] {
            if let place = exact[candidate] { return place }
            if let alike = folded[WrittenCode.trimmed(candidate).lowercased()], alike.count == 1 { return alike[0] }
        }
        return nil
    }

    /// What tells two names apart that may lead to one file: the path without what means nothing.
    public func path(of written: String) -> String {
        Self.parts(normalize(written)).joined(separator: "/").lowercased()
    }

    private static func parts(_ name: String) -> [Substring] {
        WrittenCode.trimmed(name).replacing("\\", with: "/").split(separator: "/").filter { $0 != "." }
    }
}
