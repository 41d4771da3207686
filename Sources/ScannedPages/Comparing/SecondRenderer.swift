import ChildProcesses
import DocumentModel

/// MuPDF's command line tool, which shares no decoder with poppler and libtiff but zlib's and libjpeg's: what both show
/// alike is what is there. A program of its own because it is under the AGPL.
public struct SecondRenderer: Sendable {
    /// Dots per inch at which pages are drawn: two for each cell that is compared.
    static let resolution = 2 * PictureCells.perInch
    /// Pages that are drawn at once, so that the output stays small.
    private static let pagesAtOnce = 50
    private static let outputLimit = 256 << 20

    let tool: ChildTool
    let seconds: Double

    /// - Parameters:
    ///   - tool: `mutool`.
    ///   - seconds: time for fifty pages.
    public init(tool: ChildTool = ChildTool("mutool"), seconds: Double = 60) {
        self.tool = tool
        self.seconds = seconds
    }

    /// The cells of pages as MuPDF shows them; a page that it cannot show is absent.
    ///
    /// - Parameter pages: 0-based, ascending.
    /// - Throws: ``ChildToolFault``; that the tool ended with an error is none.
    public func cells(of path: String, pages: [Int]) throws(ChildToolFault) -> [Int: PictureCells] {
        var found: [Int: PictureCells] = [:]
        // Asked for a page behind the last one, MuPDF shows the last one.
        let count = pageCount(of: path)
        let pages = pages.filter { $0 < count }
        for start in stride(from: 0, to: pages.count, by: Self.pagesAtOnce) {
            let wanted = Array(pages[start..<min(start + Self.pagesAtOnce, pages.count)])
            let bytes = try draw(path, wanted)
            var position = 0
            for page in wanted {
                guard let raster = PlainRaster(portableMap: bytes, at: &position) else { break }
                found[page] = PictureCells(raster, dotsPerInch: Double(Self.resolution))
            }
        }
        return found
    }

    /// 0 for a file that is no PDF.
    private func pageCount(of path: String) -> Int {
        do throws(FileFault) { return try QPDFDocument(path: path).pageCount } catch { return 0 }
    }

    private func draw(_ path: String, _ pages: [Int]) throws(ChildToolFault) -> [UInt8] {
        let list = pages.map { String($0 + 1) }.joined(separator: ",")
        do throws(ChildToolFault) {
            // A stray word makes it end with an error at the end of the page.
            let result = try tool.result(
                ["draw", "-q", "-N", "-r", String(Self.resolution), "-c", "rgb", "-F", "ppm", "-o", "-", path, list],
                seconds: seconds, outputLimit: Self.outputLimit, judges: true)
            return result.hasFailed && Self.loss(in: result.complaints) != nil ? [] : result.output
        } catch .failed {
            return []
        } catch .tooMuchOutput {
            return []
        } catch {
            throw error
        }
    }
}
