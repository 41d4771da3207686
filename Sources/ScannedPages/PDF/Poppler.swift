import CLeptonica
import ChildProcesses
import DocumentModel
import Glibc

/// Poppler's command line tools.
enum Poppler {
    /// Seconds that a tool may take for one page; the worker's own deadline is longer.
    private static let seconds = 60.0

    /// What the decoders of picture and stream data say when data is damaged or missing. The tools then go on with
    /// what they have and end with status 0.
    private static let signsOfDamage = [
        deflation, "CCITTFax", "JBIG2", "LZW stream", "JPX Stream.", "Unknown filter",
        // What a JBIG2 decoder says that has come to the end of the data before that of the picture.
        "segment handler read too many bytes",
    ]

    /// Deflated data, of a picture, of content, of a font, that is damaged.
    static let deflation = "flate stream"

    /// Runs a tool for a page and gives its output, and whether it met errors on the way: a stray operator or a broken
    /// annotation, mostly, and nothing that can be seen.
    ///
    /// - Parameter harmless: a sign of damage that was found to do no harm to the page.
    /// - Throws: `recognizer_timed_out`, or `corrupt_pdf` for anything else that goes wrong on this page, damaged data
    ///   within it included: a page is never delivered in part.
    static func run(
        _ tool: String, _ arguments: [String], pageIndex: Int, outputLimit: Int, ignoring harmless: String? = nil
    ) throws(FileFault) -> (output: [UInt8], hasErrors: Bool) {
        let damage: String
        do throws(ChildToolFault) {
            let result = try ChildTool(tool).result(arguments, seconds: seconds, outputLimit: outputLimit)
            let sign = signsOfDamage.first { $0 != harmless && result.complaints.contains($0) }
            guard let sign else {
                return (result.output, result.complaints.contains("Syntax Error"))
            }
            damage = sign
        } catch {
            throw fault(error, pageIndex: pageIndex)
        }
        throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "\(tool): \(damaged(damage))")
    }

    /// How a page's fault says what was damaged.
    static func damaged(_ what: String) -> String { "damaged data (\(what))" }

    /// What is said of a page that a tool did not come to, rather than of its data.
    static let endedEarly = "ended with status"

    /// What a tool's fault means for a page.
    static func fault(_ fault: ChildToolFault, pageIndex: Int) -> FileFault {
        switch fault {
        case .timedOut(let tool):
            FileFault(code: .recognizerTimedOut, pageIndex: pageIndex, detail: "\(tool) took longer than \(seconds) s")
        case .notStarted(let tool, let number):
            FileFault(
                code: .toolMissing, pageIndex: pageIndex,
                detail: "cannot run \(tool): errno \(number); Debian: poppler-utils")
        case .tooMuchOutput(let tool):
            FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "\(tool) wrote without end")
        // 127: a library that it needs is missing.
        case .failed(let tool, 127, _):
            FileFault(code: .toolMissing, pageIndex: pageIndex, detail: "cannot run \(tool): it does not load")
        // Nobody kills it so but the kernel, for want of memory, or somebody by hand.
        case .failed(let tool, 128 + SIGKILL, _):
            FileFault(code: .recognizerOutOfMemory, pageIndex: pageIndex, detail: "\(tool) was killed")
        case .failed(let tool, let status, _):
            // The tool's message may quote the file.
            FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "\(tool) \(endedEarly) \(status)")
        }
    }

    /// Draws a page with its annotations as a viewer shows it: 8 bits gray when it has no colour, else 32 bits.
    ///
    /// - Parameters:
    ///   - dpi: dots per unit-inch; poppler does not know `/UserUnit`, so that it is multiplied in by the caller.
    ///   - scratch: beginning of the name of a temporary file.
    ///   - harmless: a sign of damage that does not matter.
    static func draw(
        path: String, pageIndex: Int, dpi: Double, scratch: String, ignoring harmless: String? = nil
    ) throws(FileFault) -> Drawing {
        Leptonica.keepQuiet()
        let root = "\(scratch).drawn"
        let page = String(pageIndex + 1)
        defer { removeFiles(root: root) }
        let (_, hasErrors) = try run(
            "pdftoppm", ["-r", String(dpi), "-f", page, "-l", page, "-cropbox", "-singlefile", path, root],
            pageIndex: pageIndex, outputLimit: 1 << 16, ignoring: harmless)
        guard let pix = PortableMap.read(path: "\(root).ppm") else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "the page cannot be drawn")
        }
        return Drawing(pix: pix, hasErrors: hasErrors)
    }

    /// A page as poppler drew it.
    struct Drawing: ~Copyable {
        let pix: Pix
        /// Whether something on the page made no sense to poppler.
        let hasErrors: Bool

        consuming func taken() -> Pix { pix }
    }

    /// The files that a tool wrote under names that begin with `root`, in order.
    static func files(root: String) -> [String] {
        let parts = root.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : ""
        guard let prefix = parts.last, let handle = opendir(folder.isEmpty ? "." : folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(prefix) { names.append(folder + name) }
        }
        return names.sorted()
    }

    static func removeFiles(root: String) {
        for name in files(root: root) { unlink(name) }
    }
}
