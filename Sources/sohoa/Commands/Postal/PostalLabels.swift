import ArgumentParser
import Basics
import Foundation
import PostalChannel
import PostalPipeline
import Presentation
import PrintedSheets
import UseCases

/// On what labels are printed.
struct LabelOption: ParsableArguments {
    enum Size: String, ExpressibleByArgument, CaseIterable {
        case large, small, sheet
    }

    @Option(
        name: .customLong("label-size"),
        help: "Khổ nhãn. large: 100 × 150 mm; small: 100 × 75 mm; sheet: eight on A4.")
    var size: Size = .sheet

    @Option(
        name: .customLong("used-labels"),
        help: "Số nhãn đã dùng trên tờ đầu. Labels of the first A4 sheet that are gone.")
    var used = 0

    func validate() throws {
        guard (0...7).contains(used) else { throw ValidationError("--used-labels is a number from 0 to 7") }
    }

    var format: ShippingLabel.Format {
        switch size {
        case .large: .large
        case .small: .small
        case .sheet: .sheet(used: used)
        }
    }
}

/// Which files are written for a list.
struct HandoverFiles: ParsableArguments {
    @Option(help: ArgumentHelp("Thư mục để ghi. Folder for the PDF files.", valueName: "dir"), completion: .directory)
    var out = "."

    @Flag(help: "Chỉ in bảng kê. Writes the list only, no labels and slips.")
    var listOnly = false

    @OptionGroup var labels: LabelOption

    /// Writes the list, the labels and the slips.
    /// - Returns: the paths.
    func write(_ list: HandoverList, _ post: Workspace.Postal) async throws -> [String] {
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        } catch {
            throw Refusal.folderNotMade(out)
        }
        let stem = URL(fileURLWithPath: out).appending(path: list.number.rawValue).path(percentEncoded: false)
        try await post.printHandover(list, to: stem + ".pdf")
        guard !listOnly else { return [stem + ".pdf"] }
        let parcels = list.lines.map(\.parcel)
        try await post.printLabels(parcels, format: labels.format, to: stem + "-labels.pdf")
        try await post.printSlips(parcels, day: list.day, to: stem + "-slips.pdf")
        return [stem + ".pdf", stem + "-labels.pdf", stem + "-slips.pdf"]
    }
}

/// Parcels on the command line: by themselves or by the lists that they stand on.
struct PrintedParcelsOption: ParsableArguments {
    @Option(help: ArgumentHelp("Tệp PDF để ghi. The PDF to write.", valueName: "file.pdf"))
    var out: String

    @Argument(help: "Số bảng kê hoặc mã bưu gửi. Numbers of lists, or parcels.")
    var subjects: [String]

    func parcels(_ post: Workspace.Postal) async throws -> [String] {
        var parcels: [String] = []
        for subject in subjects {
            if let number = HandoverListNumber(rawValue: subject) {
                parcels += try await post.handover(number).lines.map(\.parcel)
            } else {
                parcels.append(subject)
            }
        }
        return parcels
    }
}

extension PostalCommand {
    struct Labels: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "labels", abstract: "In nhãn bưu gửi. Labels for parcels, as PDF.")

        @OptionGroup var home: HomeOption
        @OptionGroup var labels: LabelOption
        @OptionGroup var printed: PrintedParcelsOption

        func run() async throws {
            let post = try await home.openExistingPost()
            let parcels = try await printed.parcels(post)
            try await post.printLabels(parcels, format: labels.format, to: printed.out)
            Print.page(PostalNotice.labelsWritten(parcels.count, file: printed.out).text)
        }
    }

    struct Slips: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "slips",
            abstract: "In phiếu gửi hồ sơ. Slips that go with the papers, two copies on A4, as PDF.")

        @OptionGroup var home: HomeOption
        @OptionGroup var printed: PrintedParcelsOption

        @Option(
            help: ArgumentHelp("Ngày trên phiếu. Day on the slips, yyyy-MM-dd; else today.", valueName: "day"),
            transform: CalendarDay.argument)
        var day: CalendarDay?

        func run() async throws {
            let post = try await home.openExistingPost()
            let parcels = try await printed.parcels(post)
            try await post.printSlips(parcels, day: try day ?? post.today(), to: printed.out)
            Print.page(PostalNotice.slipsWritten(parcels: parcels.count, file: printed.out).text)
        }
    }
}
