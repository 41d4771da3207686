import Foundation

/// The programs that recognizers run, beside the libraries that they are linked to.
public enum HelperPrograms {
    /// Poppler's tools, Debian's `poppler-utils`, and MuPDF's, `mupdf-tools`.
    static let names = ["pdftoppm", "pdftotext", "pdfimages", "mutool"]

    /// Those that are not in the search path, by name. Blocks briefly.
    /// - Parameter path: as `PATH` has it.
    public static func missing(path: String? = ProcessInfo.processInfo.environment["PATH"]) -> [String] {
        // Without one, the C library looks in these places.
        let folders = (path ?? "/bin:/usr/bin").split(separator: ":")
        return names.filter { name in !folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
    }
}
