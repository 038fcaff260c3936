using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReadingLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_shown",
                columns: table => new
                {
                    who = table.Column<string>(type: "text", nullable: false),
                    span = table.Column<long>(type: "bigint", nullable: false),
                    persons = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_shown", x => new { x.who, x.span });
                });

            migrationBuilder.CreateTable(
                name: "organization_alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Guid>(type: "uuid", nullable: false),
                    at_name = table.Column<string>(type: "text", nullable: false),
                    use_case = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    finding = table.Column<string>(type: "text", nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_alert", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_organization_alert_who_state",
                table: "organization_alert",
                columns: new[] { "who", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_shown");

            migrationBuilder.DropTable(
                name: "organization_alert");
        }
    }
}
