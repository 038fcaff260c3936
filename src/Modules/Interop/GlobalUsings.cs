global using System.Text;
global using System.Text.Json;
global using Microsoft.EntityFrameworkCore;
global using Yihe.Basis;
global using Yihe.Basis.Values;
global using Yihe.Kernel.Records;
global using Yihe.Kernel.Working;
