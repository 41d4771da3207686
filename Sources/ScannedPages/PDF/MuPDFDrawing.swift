import CLeptonica
import DocumentModel

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

    /// A page of faxed lines, in a file that is no PDF, at its own size; `nil` when MuPDF complains about it.
    func fax(path: String, pageIndex: Int, width: Int, height: Int) throws(ChildToolFault) -> Pix? {
        let result: (output: [UInt8], complaints: String)
        do throws(ChildToolFault) {
            result = try tool.result(
                [
                    "draw", "-q", "-N", "-A", "0", "-w", String(width), "-h", String(height), "-f", "-c", "gray", "-F",
                    "pgm", "-o", "-", path, "\(pageIndex + 1)",
                ], seconds: seconds, outputLimit: width * height + 100)
        } catch .failed {
            return nil
        } catch {
            throw error
        }
        var position = 0
        guard Self.loss(in: result.complaints) == nil,
            let raster = PlainRaster(portableMap: result.output, at: &position), raster.samples == 1,
            raster.width == width, raster.height == height
        else { return nil }
        let gray = SampleRows.picture(.gray, width: width, height: height) { y, row in
            row.update(fromContentsOf: raster.bytes.dropFirst(y * width).prefix(width)) == row.count
        }
        guard let gray else { return nil }
        return Pix(owning: pixThresholdToBinary(gray.handle, 128))
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
                seconds: seconds, outputLimit: 1 << 16
            ).complaints
        } catch .failed(_, _, let message) {
            return message
        }
        return Self.loss(in: said)
    }

    private static func loss(in complaints: String) -> String? {
        let lines = complaints.split(separator: "\n").filter { line in !trifles.contains(where: line.contains) }
        return signsOfLoss.first { sign in lines.contains { $0.contains(sign) } }
    }

    /// Errors after which nothing is missing: words in a page's content that mean nothing.
    private static let trifles = ["unknown keyword"]

    /// What MuPDF says when parts of a page are not shown. Of a table of objects that was mended it only warns.
    private static let signsOfLoss = ["error:", "jbig2dec", "truncated", "premature", "cannot"]
}
