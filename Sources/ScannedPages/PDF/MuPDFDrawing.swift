import CLeptonica
import ChildProcesses

/// Pages drawn by MuPDF, for what poppler cannot draw.
extension SecondRenderer {
    /// Draws a page with its annotations as a viewer shows it, at 32 bits.
    ///
    /// - Parameters:
    ///   - dpi: dots per inch; MuPDF knows `/UserUnit`.
    ///   - scratch: beginning of the name of a temporary file.
    /// - Returns: `nil` when MuPDF cannot draw the page, or complains about what is on it.
    func picture(path: String, pageIndex: Int, dpi: Double, scratch: String) throws(ChildToolFault) -> Pix? {
        let file = "\(scratch).second"
        defer { Poppler.removeFiles(root: file) }
        guard try complaint(path: path, pageIndex: pageIndex, dpi: dpi, output: file) == nil else { return nil }
        return PortableMap.read(path: file)
    }

    /// What MuPDF says of a page that it could not draw, or not all of it; `nil` when it has nothing to say that matters.
    func complaint(
        path: String, pageIndex: Int, dpi: Double = Double(Self.resolution), output: String
    ) throws(ChildToolFault) -> String? {
        let said: String
        do throws(ChildToolFault) {
            said = try tool.result(
                [
                    "draw", "-q", "-N", "-r", String(dpi), "-c", "rgb", "-F", "ppm", "-o", output, path,
                    "\(pageIndex + 1)",
                ],
                seconds: seconds, outputLimit: 1 << 16, judges: true
            ).complaints
        } catch .failed(_, _, let message) {
            return message
        }
        return Self.loss(in: said)
    }

    /// The first sign that parts of a page are not shown.
    static func loss(in complaints: String) -> String? {
        let lines = complaints.split(separator: "\n").filter { line in !trifles.contains(where: line.contains) }
        return signsOfLoss.first { sign in lines.contains { $0.contains(sign) } }
    }

    /// Errors after which nothing is missing: words in a page's content that mean nothing.
    private static let trifles = ["unknown keyword"]

    /// What MuPDF says when parts of a page are not shown. Of a table of objects that was mended it only warns.
    private static let signsOfLoss = ["error:", "jbig2dec", "truncated", "premature", "cannot"]
}
