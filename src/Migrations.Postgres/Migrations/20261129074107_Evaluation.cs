using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Evaluation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evaluation_round",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    scheme = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(type: "text", nullable: false),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    involved = table.Column<string>(type: "text", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    computed_by = table.Column<string>(type: "text", nullable: false),
                    closed_months = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    hash = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_scoresheet",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme = table.Column<string>(type: "text", nullable: false),
                    scheme_name = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    self_check = table.Column<string>(type: "text", nullable: true),
                    self_check_by = table.Column<string>(type: "text", nullable: true),
                    appeal = table.Column<string>(type: "text", nullable: true),
                    appeal_by = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answer_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_scoresheet", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_round_scheme_period",
                table: "evaluation_round",
                columns: new[] { "scheme", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_scoresheet_round",
                table: "evaluation_scoresheet",
                column: "round");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evaluation_round");

            migrationBuilder.DropTable(
                name: "evaluation_scoresheet");
        }
    }
}
