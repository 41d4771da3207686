import Testing

@testable import DigitizationPipeline

@Suite("What systems leave in folders")
struct LitterTests {
    @Test(
        "Names of litter, in any spelling",
        arguments: [
            "Thumbs.db", "thumbs.db", "THUMBS.DB", "ehthumbs.db", "Desktop.ini", "desktop.INI", "~$0002.jpg",
            ".DS_Store",
            "._0002.jpg", "0003.jpg.tmp", "0004.jpg.part", "0005.crdownload", "0006.pdf.filepart", "0002.jpg.md5",
            "lo.sfv", "Picasa.ini", "Index.xml", "@eaDir.txt", ".0001.tif.Ab3dEf", "scan.tif~", "quay 1.lnk",
        ])
    func litter(_ name: String) { #expect(Litter.isName(name)) }

    @Test(
        "Names of papers",
        arguments: ["0001.tif", "Thumbs.db.tif", "tmp", "part.pdf", "md5.jpg", "db.png", "desktop.ini.pdf", "đơn.tiff"])
    func papers(_ name: String) { #expect(!Litter.isName(name)) }

    @Test(
        "Folders of litter", arguments: ["@eaDir", "lost+found", "$RECYCLE.BIN", "__MACOSX", ".Trash-1000", "#recycle"])
    func folders(_ name: String) { #expect(Litter.isFolderName(name)) }

    @Test("Folders of papers", arguments: ["lo 1", "hồ sơ", "trash", "recycle", "mac"])
    func otherFolders(_ name: String) { #expect(!Litter.isFolderName(name)) }
}
