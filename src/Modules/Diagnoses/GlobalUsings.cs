global using Microsoft.EntityFrameworkCore;
global using Yihe.Basis;
global using Yihe.Basis.Values;
global using Yihe.Kernel.Data;
global using Yihe.Kernel.Working;
