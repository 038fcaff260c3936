using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Facts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    sign = table.Column<int>(type: "integer", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false),
                    word1 = table.Column<string>(type: "text", nullable: true),
                    word2 = table.Column<string>(type: "text", nullable: true),
                    word3 = table.Column<string>(type: "text", nullable: true),
                    word4 = table.Column<string>(type: "text", nullable: true),
                    word5 = table.Column<string>(type: "text", nullable: true),
                    number1 = table.Column<long>(type: "bigint", nullable: true),
                    number2 = table.Column<long>(type: "bigint", nullable: true),
                    number3 = table.Column<long>(type: "bigint", nullable: true),
                    number4 = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monitoring_month_closing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<string>(type: "text", nullable: false),
                    figures = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monitoring_month_closing", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_fact_kind_day_institution",
                table: "kernel_fact",
                columns: new[] { "kind", "day", "institution" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_fact_kind_reference_revision",
                table: "kernel_fact",
                columns: new[] { "kind", "reference", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_monitoring_month_closing_month",
                table: "monitoring_month_closing",
                column: "month",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_fact");

            migrationBuilder.DropTable(
                name: "monitoring_month_closing");
        }
    }
}
