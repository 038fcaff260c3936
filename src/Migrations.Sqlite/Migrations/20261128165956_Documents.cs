using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Documents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "interop_record_export",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    types = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interop_record_export", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document_version",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document_version", x => new { x.document, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_search_row",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    low = table.Column<double>(type: "REAL", nullable: true),
                    high = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_search_row", x => new { x.document, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_subject_id",
                table: "kernel_document",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_at_id",
                table: "kernel_document",
                columns: new[] { "type", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_id",
                table: "kernel_document",
                columns: new[] { "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_name",
                table: "kernel_document",
                columns: new[] { "type", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_version_type_at",
                table: "kernel_document_version",
                columns: new[] { "type", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_search_row_field_low_document",
                table: "kernel_search_row",
                columns: new[] { "field", "low", "document" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_search_row_field_text_document",
                table: "kernel_search_row",
                columns: new[] { "field", "text", "document" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "interop_record_export");

            migrationBuilder.DropTable(
                name: "kernel_document");

            migrationBuilder.DropTable(
                name: "kernel_document_version");

            migrationBuilder.DropTable(
                name: "kernel_search_row");
        }
    }
}
