import ArgumentParser
import Basics
import Foundation
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập bưu gửi của cơ quan (CSV, XLSX). Imports our parcels.",
            discussion: """
                Columns, by the names in the first row: parcel_id, leg (intake or return), case_codes (| between),
                tracking, service, recipient, address, province, phone, weight_g, fee, cod, handed_over, deadline,
                manifest_id, our_status, our_delivered_at. What is there already stays; what has changed gets a new
                version.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Tệp .csv hoặc .xlsx. Our parcels.", completion: .file())
        var file: String

        func run() async throws {
            let view = ParcelImportView(try await home.openPost().importParcels(at: file), file: file)
            try format.print(view)
            Print.warning(view.warnings)
            if view.hasFaults { throw Failure.badInput }
        }
    }
}
